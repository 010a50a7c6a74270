package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sessions of both 0.x protocol versions close through the running service. */
class NitroRpcEndToEndTest {

    private ClearNodeStand stand;
    private Stage stage;

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ClearNodeStand.V04, ClearNodeStand.V02})
    void aSessionClosesAsItStandsAndAtAnotherSplitWithData(String protocol) {
        open(protocol);
        SessionId first = session();
        Closing asItStands = stage.propose(first).signedBy(ALICE, BOB);
        Closing split = stage.propose(Map.of(
                        "sessionId",
                        session(),
                        "finalState",
                        Map.of(
                                "allocations",
                                List.of(holds(ALICE, "80"), holds(BOB, "7.5")),
                                "sessionData",
                                "{\"winner\":\"alice\"}")))
                .signedBy(ALICE, BOB);

        asItStands.booked("COOPERATIVE");
        JsonNode booked = split.booked("COOPERATIVE");
        assertThat(booked.path("settlement"))
                .extracting(line -> line.path("amount").asString())
                .containsExactlyInAnyOrder("80", "7.5");
        assertThat(stand.sessionData(split.session())).isEqualTo("{\"winner\":\"alice\"}");
        split.recounted();
        asItStands.recounted();
        asItStands.settles("COOPERATIVE");
        split.settles("COOPERATIVE");
        assertThat(stand.closesExecuted(first)).isEqualTo(1);
    }

    private void open(String protocol) {
        stand = ClearNodeStand.start(protocol);
        stage = stand.stage();
    }

    private SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}
