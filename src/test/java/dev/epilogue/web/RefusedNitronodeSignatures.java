package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.RefusalScene.key;
import static dev.epilogue.web.Stage.signing;

import dev.epilogue.sandbox.nitronode.FakeLedger;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;

/** Of v1: two payloads for a redistribution, messages behind the prefix of EIP-191, session keys that the node lists. */
final class RefusedNitronodeSignatures {

    private static final int EXPIRED = 3;
    private static final int OF_ANOTHER_APPLICATION = 4;
    private static final int UNKNOWN = 5;

    private RefusedNitronodeSignatures() {}

    static List<Refusal> rows(RefusalScene scene, FakeLedger ledger) {
        long until = Instant.now().plusSeconds(3600).getEpochSecond();
        ledger.registerKey(ALICE.address(), key(EXPIRED).address(), "closure-demo", 1_700_000_000L);
        ledger.registerKey(ALICE.address(), key(OF_ANOTHER_APPLICATION).address(), "another-application", until);
        List<String> good = scene.current(ALICE);
        return List.of(
                scene.signature("too few", 422, "signature-count", signing(ALICE, 2, good.subList(0, 1))),
                scene.signature(
                        "mandate, which this node does not need",
                        400,
                        "invalid-parameter",
                        signing(ALICE, 2, good)
                                .replace(
                                        "}",
                                        ",'mandate':{'signer':'%s','notAfter':'%s','signature':'%s'}}"
                                                .formatted(
                                                        key(UNKNOWN).address(),
                                                        Instant.ofEpochSecond(until),
                                                        good.getFirst()))),
                scene.signature("without the prefix", 422, "signature-prefix", scene.withFirst(unprefixed(scene))),
                scene.signature("in the other order", 422, "signature-order", signing(ALICE, 2, good.reversed())),
                scene.signature("unknown session key", 422, "session-key-unknown", delegated(scene, UNKNOWN)),
                scene.signature("expired session key", 422, "session-key-expired", delegated(scene, EXPIRED)),
                scene.signature(
                        "session key of another application",
                        422,
                        "session-key-scope",
                        delegated(scene, OF_ANOTHER_APPLICATION)));
    }

    private static String unprefixed(RefusalScene scene) {
        String message = scene.payloads.getFirst().get("message").stringValue();
        return ALICE.sign(Hash32.parse(message)).hex();
    }

    private static String delegated(RefusalScene scene, int number) {
        List<String> all = scene.current(key(number)).stream()
                .map(signature -> "0xa2" + signature.substring(2))
                .toList();
        return signing(ALICE, 2, all);
    }
}
