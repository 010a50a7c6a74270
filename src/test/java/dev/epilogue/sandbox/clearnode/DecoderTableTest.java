package dev.epilogue.sandbox.clearnode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.client.Duel;
import dev.epilogue.sandbox.clearnode.client.Frames;
import dev.epilogue.sandbox.clearnode.client.Vectors;
import dev.epilogue.sandbox.clearnode.client.Wire;
import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecoderTableTest {

    private static final String PARSE = "failed to parse parameters";
    private static final String ABSENT = "(member absent)";

    private FakeClearNode node;

    @BeforeAll
    void start() {
        node = FakeClearNode.start(FakeClearNodeOptions.defaults());
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<JsonNode> frames() {
        return rows("frames");
    }

    static Stream<JsonNode> amounts() {
        return rows("amounts");
    }

    static Stream<JsonNode> integers() {
        return rows("integers");
    }

    static Stream<JsonNode> sessionData() {
        return rows("session_data");
    }

    private static Stream<JsonNode> rows(String table) {
        return Vectors.all().get("node_json_behaviour").get(table).valueStream();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void frameIsTakenOrRefusedAsListed(JsonNode row) {
        try (Wire wire = new Wire(node.url())) {
            wire.await("assets");
            JsonNode answer = wire.send(row.get("frame").asString()).next();

            String outcome = answer.get(1).asString().equals("pong")
                    ? "accepted"
                    : answer.get(2).get("error").asString();
            assertThat(outcome).isEqualTo(row.get("outcome").asString());
            if (row.get("remark").asString().contains("id not echoed")) {
                assertThat(answer.get(0).asLong()).isGreaterThan(1_700_000_000_000L);
            }
        }
    }

    /** Alice gets the listed spelling, bob what is left of the listed value: only the right reading keeps the total. */
    @ParameterizedTest
    @MethodSource("amounts")
    void amountIsReadAsListed(JsonNode row) {
        String value = row.get("node_value").asString();
        BigDecimal listed = value.startsWith("error") ? BigDecimal.ZERO : new BigDecimal(value);
        Duel duel = Duel.holding(node, "1000");
        String text = row.get("json").asString();
        String amount = text.equals(ABSENT) ? "" : ",\"amount\":" + text;
        String rest = new BigDecimal(1_000).subtract(listed).toPlainString();
        String allocations = "\"allocations\":[{\"participant\":\"" + DevelopmentKeys.address(1)
                + "\",\"asset\":\"usdc\"" + amount + "},{\"participant\":\"" + DevelopmentKeys.address(2)
                + "\",\"asset\":\"usdc\",\"amount\":\"" + rest + "\"}]";
        try (Wire wire = duel.coordinator()) {
            JsonNode answer = wire.send(duel.close(1, allocations)).answer(1).get(2);

            String error = answer.path("error").asString("");
            assertThat(error.isEmpty() ? value : "error: " + error).isEqualTo(value);
            if (error.isEmpty()) {
                assertThat(node.withdrawals(duel.id()).getFirst().amount()).isEqualByComparingTo(asStored(listed));
            }
        }
    }

    /** The ledger keeps 18 digits behind the point. */
    private static BigDecimal asStored(BigDecimal exact) {
        return exact.setScale(Math.min(18, exact.scale()), RoundingMode.HALF_UP);
    }

    @ParameterizedTest
    @MethodSource("integers")
    void integerIsReadAsListed(JsonNode row) {
        Duel duel = Duel.open(node);
        String params = "{\"app_session_id\":\"" + duel.id() + "\",\"version\":"
                + row.get("json").asString() + "," + Duel.allocations(Duel.split("10", "20")) + "}";
        try (Wire wire = duel.coordinator()) {
            String req = Frames.req(1, "submit_app_state", params, node.now().toEpochMilli());
            JsonNode answer = wire.send(Frames.signed(req, Duel.ALICE, Duel.BOB))
                    .answer(1)
                    .get(2);

            String error = answer.path("error").asString("");
            String value = error.isEmpty()
                    ? answer.get("version").asString()
                    : error.equals(PARSE) ? "error: " + PARSE : error.replaceFirst(".*got ", "");
            assertThat(value).isEqualTo(row.get("node_value").asString());
        }
    }

    @ParameterizedTest
    @MethodSource("sessionData")
    void sessionDataIsStoredOrKeptAsListed(JsonNode row) {
        Duel duel = Duel.open(node);
        String text = row.get("json").asString();
        String before = "{\"app_session_id\":\"" + duel.id() + "\",\"version\":2,\"session_data\":\"before\","
                + Duel.allocations(Duel.split("10", "20")) + "}";
        String close =
                Duel.allocations(Duel.split("10", "20")) + (text.equals(ABSENT) ? "" : ",\"session_data\":" + text);
        try (Wire wire = duel.coordinator()) {
            String update = Frames.req(1, "submit_app_state", before, node.now().toEpochMilli());
            wire.send(Frames.signed(update, Duel.ALICE, Duel.BOB)).answer(1);
            JsonNode answer = wire.send(duel.close(2, close)).answer(2).get(2);

            String effect = row.get("effect").asString();
            if (effect.startsWith("error: ")) {
                assertThat("error: " + answer.get("error").asString()).isEqualTo(effect);
            } else if (effect.equals("left unchanged")) {
                assertThat(duel.session().data()).isEqualTo("before");
            } else {
                assertThat("\"" + duel.session().data() + "\"").isEqualTo(text);
            }
        }
    }

    @Test
    void lookAlikeNameBehindTheShownOnePaysWhatItSays() {
        Duel duel = Duel.open(node);
        String shown = Duel.allocations(Duel.split("30", "0"));
        String lookAlike = Duel.allocations(Duel.split("0", "30")).replace("allocations", "allocation\u017f");
        try (Wire wire = duel.coordinator()) {
            assertThat(wire.send(duel.close(1, shown + "," + lookAlike))
                            .answer(1)
                            .get(1)
                            .asString())
                    .isEqualTo("close_app_session");
        }
        assertThat(node.withdrawals(duel.id()))
                .extracting(row -> GoDecimal.text(row.amount()))
                .containsExactly("0", "30");
    }

    @Test
    void omissionInAnUpdateRaisesTheTotalAndTheCloseMustPayIt() {
        Duel duel = Duel.open(node);
        try (Wire wire = duel.coordinator()) {
            wire.send(duel.operate(1, 2, Duel.split("30", "0").subList(0, 1))).answer(1);
            assertThat(node.sessionTotals(duel.id()).get("usdc")).isEqualByComparingTo("50");

            JsonNode refused = wire.send(duel.close(2, "10", "20")).answer(2);
            assertThat(refused.get(2).get("error").asString()).isEqualTo("asset usdc not fully redistributed");
            wire.send(duel.close(3, "30", "20")).answer(3);
        }
        assertThat(duel.session().open()).isFalse();
    }

    @Test
    void omissionInACloseLeavesAPhantomBalance() {
        Duel duel = Duel.open(node);
        try (Wire wire = duel.coordinator()) {
            wire.send(duel.close(1, Duel.allocations(Duel.split("30", "0").subList(0, 1))))
                    .answer(1);
        }
        assertThat(duel.session().open()).isFalse();
        assertThat(node.sessionTotals(duel.id()).get("usdc")).isEqualByComparingTo("20");
    }
}
