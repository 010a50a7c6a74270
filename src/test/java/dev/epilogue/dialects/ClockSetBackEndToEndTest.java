package dev.epilogue.dialects;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.Stage;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A v1 node's clock is set back by an hour after the proposal: the payments of the close bear dates from before the round. */
class ClockSetBackEndToEndTest {

    private static final NodeTime TIME = new NodeTime();
    private static final NitronodeStand STAND =
            NitronodeStand.start(FakeNitronodeOptions.defaults().withClock(TIME));
    private static final Stage STAGE = Stage.at(STAND, Map.of("epilogue.looks.every", "500ms"));

    @AfterAll
    static void close() {
        STAGE.close();
        STAND.close();
    }

    @Test
    void ourOwnCloseIsProved() {
        SessionId session = session();
        Closing closing = STAGE.propose(session);
        TIME.leap(Duration.ofHours(-1));

        assertPaid(closing.signedBy(ALICE, BOB).settles("COOPERATIVE"));
        assertThat(STAND.closesExecuted(session)).isEqualTo(1);
    }

    @Test
    void somebodyElsesCloseIsToldAsProposed() {
        SessionId session = session();
        Closing closing = STAGE.propose(session);
        TIME.leap(Duration.ofHours(-1));
        STAND.close(session);

        assertPaid(closing.settles("CLOSED_ELSEWHERE"));
        assertThat(STAND.closesExecuted(session)).isZero();
    }

    /** Each of its two payloads, and each of its payments, comes from before the round. */
    @Test
    void aPayOutIsProved() {
        SessionId session = session();
        Closing closing = STAGE.payOut(session, holds(ALICE, "80"), holds(BOB, "7.5"));
        TIME.leap(Duration.ofHours(-1));

        assertPaid(closing.signedBy(ALICE, BOB).settles("COOPERATIVE"));
        assertThat(STAND.closesExecuted(session)).isEqualTo(2);
    }

    private static void assertPaid(JsonNode settled) {
        assertThat(settled.path("anomalies")).isEmpty();
        assertThat(settled.path("settlement"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.path("status").asString()).isEqualTo("CREDITED"));
    }

    private static SessionId session() {
        return STAND.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }
}
