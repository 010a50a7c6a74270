package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.encoding.Eip191;
import dev.epilogue.sandbox.nitronode.encoding.SessionEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Definition;
import dev.epilogue.sandbox.nitronode.ledger.Entry;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Two wallets that sign whatever a test wants. Ann holds 75 yusd and Ben 25; both have to sign. */
record TestParty(Definition definition) {

    private static final Secp256k1 CURVE = Secp256k1.best();
    private static final AtomicLong NONCES = new AtomicLong(1);
    static final byte[] ANN = Hex.decode("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
    static final byte[] BEN = Hex.decode("0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");

    /** May sign for Ann once it is registered. */
    static final byte[] KEY = Hex.decode("0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6");

    static TestParty two(String application) {
        return new TestParty(Definition.unanimous(
                application, NONCES.getAndIncrement(), CURVE.addressOf(ANN), CURVE.addressOf(BEN)));
    }

    static Address ann() {
        return CURVE.addressOf(ANN);
    }

    static Address ben() {
        return CURVE.addressOf(BEN);
    }

    SessionSeed seed() {
        return SessionSeed.of(
                definition,
                new Allocation(ann(), "yusd", Amount.parse("75")),
                new Allocation(ben(), "yusd", Amount.parse("25")));
    }

    Signed close(SessionId session, long version) {
        return signed(session, Update.CLOSE, version, "75", "25");
    }

    Signed closeAt(SessionId session, long version, String annHolds, String benHolds) {
        return signed(session, Update.CLOSE, version, annHolds, benHolds);
    }

    Signed operate(SessionId session, long version, String annGets, String benGets) {
        return signed(session, Update.OPERATE, version, annGets, benGets);
    }

    private Signed signed(SessionId session, int intent, long version, String annGets, String benGets) {
        List<Entry> entries = List.of(
                new Entry(ann(), "yusd", Amount.parse(annGets).value()),
                new Entry(ben(), "yusd", Amount.parse(benGets).value()));
        return new Signed(new Update(session.hex(), intent, version, entries, ""));
    }

    /** An update with both signatures. */
    record Signed(Update update) {

        String frame(long id) {
            return frame(id, "0xa1", ANN);
        }

        /** Ann's session key in place of Ann. */
        String frameSignedByKey(long id) {
            return frame(id, "0xa2", KEY);
        }

        private String frame(long id, String annType, byte[] annKey) {
            String allocations = update.allocations().stream()
                    .map(each -> "{\"participant\":\"%s\",\"asset\":\"%s\",\"amount\":\"%s\"}"
                            .formatted(
                                    each.participant().lowerCase(),
                                    each.asset(),
                                    each.amount().toPlainString()))
                    .collect(Collectors.joining(","));
            Hash32 digest = Eip191.digest(SessionEncoding.updateHash(update).bytes());
            return """
                    [1,%d,"app_sessions.v1.submit_app_state",{"app_state_update":{"app_session_id":"%s","intent":%d,\
                    "version":"%d","allocations":[%s],"session_data":""},"quorum_sigs":["%s","%s"]},1]""".formatted(
                            id,
                            update.sessionId(),
                            update.intent(),
                            update.version(),
                            allocations,
                            signature(annType, digest, annKey),
                            signature("0xa1", digest, BEN));
        }

        private static String signature(String type, Hash32 digest, byte[] key) {
            return type + CURVE.sign(digest, key).hex().substring(2);
        }
    }
}
