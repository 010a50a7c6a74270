package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.ForeignWallets;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The node's own SDK and viem understand what we hand out, and the SDK finds our fake node to be one. */
@EnabledIfNode
class ForeignClearNodeWalletsEndToEndTest {

    private static final String PROGRAM = "clearnode.mjs";
    private static ClearNodeStand stand;
    private static Stage stage;

    @BeforeAll
    static void open() {
        stand = ClearNodeStand.start(ClearNodeStand.V04);
        stage = stand.stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    @DisplayName(
            "0.x checklist 28: the frozen text survives JSON.parse and JSON.stringify, also with quotes in its data")
    void viemAndTheSdkSignTheFrozenText() {
        Closing closing = stage.propose(Map.of(
                "sessionId",
                session(),
                "finalState",
                Map.of(
                        "allocations",
                        List.of(holds(ALICE, "80.000001"), holds(BOB, "7.499999")),
                        "sessionData",
                        "{\"winner\":\"alice\",\"path\":\"a\\\\b/c\"}")));

        assertAccepted(sign(closing, ALICE, "viem"));
        assertAccepted(sign(closing, BOB, "sdk"));
        closing.settles("COOPERATIVE");
    }

    @Test
    void theSdkClosesASessionAtOurFakeNode() {
        SessionId session = session();
        String allocations = stand.held(session).stream()
                .map(share -> "{\"participant\":\"%s\",\"asset\":\"%s\",\"amount\":\"%s\"}"
                        .formatted(
                                share.participant(),
                                share.asset(),
                                share.amount().toPlainString()))
                .collect(Collectors.joining(",", "[", "]"));

        JsonNode closed = ForeignWallets.program(
                PROGRAM,
                List.of("close", stand.url(), session.toString(), allocations, ALICE.privateKey(), BOB.privateKey()));

        assertThat(closed.path("success").asBoolean()).as("%s", closed).isTrue();
        assertThat(closed.path("method").asString()).isEqualTo(ClearNodeStand.CLOSE);
        assertThat(closed.path("status").asString()).isEqualTo("closed");
        assertThat(stand.closesExecuted(session)).isEqualTo(1);
        assertThat(stand.payments(session)).isEqualTo(2);
    }

    private static JsonNode sign(Closing closing, Wallet wallet, String by) {
        return ForeignWallets.program(
                PROGRAM,
                List.of(
                        "sign",
                        stage.epilogue().url(),
                        closing.id(),
                        wallet.address().toString(),
                        wallet.privateKey(),
                        by));
    }

    private static void assertAccepted(JsonNode printed) {
        assertThat(printed.path("status").asInt()).as("%s", printed).isEqualTo(201);
        assertThat(printed.path("survives").asBoolean()).isTrue();
        assertThat(printed.path("rebuilt").asBoolean()).as("%s", printed).isTrue();
        assertThat(printed.path("payloads").asInt()).isEqualTo(1);
    }

    private static SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}
