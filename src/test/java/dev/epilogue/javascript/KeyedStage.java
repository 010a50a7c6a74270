package dev.epilogue.javascript;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.credential.TestKeys;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.Stage;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A service at a fake node, with a key of one application. Alice has a channel there. */
record KeyedStage(Stage stage, String key, String channelId) implements AutoCloseable {

    private static final Address YUSD = Address.parse("0x749d20D85555330d20862770b58a72939285c42a");
    private static final Address ADJUDICATOR = Address.parse("0xcbbc03a873c11beefa8d99477e830be48d8ae6d7");
    private static final String APPLICATION = "closure-demo";
    /** Programs run beside it, each of which takes its part of the machine: the stage's own impatience would cut its links. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "epilogue.access.mode", "required",
            "epilogue.web.heartbeat", "1s",
            "epilogue.web.public-origin", "http://localhost:8080",
            "epilogue.nodes.sandbox.timeouts.answer", "20s",
            "epilogue.nodes.sandbox.timeouts.connect", "20s",
            "epilogue.nodes.sandbox.timeouts.silence", "30s");

    /** @param dialect {@code v1}, {@code v0.4} or {@code v0.2} */
    static KeyedStage start(String dialect) {
        TestDatabase database = TestDatabase.migrated();
        String key = TestKeys.in(database).everything("default");
        return switch (dialect) {
            case "v1" -> {
                NitronodeStand stand = NitronodeStand.start(Stage.unlimited());
                String channel =
                        stand.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
                yield at(stand, database, key, channel);
            }
            case "v0.4" -> at(ClearNodeStand.start(ClearNodeStand.V04), database, key);
            case "v0.2" -> at(ClearNodeStand.start(ClearNodeStand.V02), database, key);
            default -> throw new IllegalArgumentException("no such dialect: " + dialect);
        };
    }

    private static KeyedStage at(ClearNodeStand stand, TestDatabase database, String key) {
        return at(stand, database, key, channelAt(stand.node()));
    }

    private static KeyedStage at(NodeStand stand, TestDatabase database, String key, String channel) {
        return new KeyedStage(Stage.at(stand, database, SETTINGS), key, channel);
    }

    private static String channelAt(FakeClearNode node) {
        BigInteger nonce = BigInteger.valueOf(1_795_485_894_480L);
        Hash32 id = new CustodyChannel(
                        List.of(ALICE.address(), node.brokerAddress()), ADJUDICATOR, 3600, nonce.longValue())
                .id(31337);
        node.alter(state -> state.channels()
                .offer(
                        id.hex(),
                        new Channel.Terms(
                                ALICE.address().checksummed(),
                                YUSD.checksummed(),
                                31337,
                                ADJUDICATOR.checksummed(),
                                3600,
                                nonce)));
        node.chain().channelCreated(id.hex());
        return id.hex();
    }

    Map<String, Object> description() {
        return Map.of("url", stage.epilogue().url(), "key", key, "channelId", channelId);
    }

    SessionId session(Allocation... holdings) {
        return stage.stand().session(2, List.of(ALICE, BOB), holdings);
    }

    Map<String, Object> restart() {
        stage.restartService();
        return description();
    }

    Map<String, Object> update(SessionId session, Allocation... split) {
        stage.stand().update(session, split);
        return description();
    }

    /** Alice's, for an hour. */
    Map<String, Object> registerKey(Address key) {
        Instant end = Instant.now().plusSeconds(3600);
        if (stage.stand() instanceof ClearNodeStand older) {
            older.node().registerSessionKey(ALICE.address(), key, APPLICATION, end);
        } else {
            stage.node().ledger().registerKey(ALICE.address(), key, APPLICATION, end.getEpochSecond());
        }
        return description();
    }

    Map<String, Object> recount(String closure) {
        stage.database()
                .execute("UPDATE closure SET due_at = now() WHERE status = 'SETTLING' AND id = '" + closure + "'");
        return description();
    }

    @Override
    public void close() {
        stage.close();
    }
}
