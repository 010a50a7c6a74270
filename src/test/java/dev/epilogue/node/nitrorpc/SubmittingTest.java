package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.CAROL;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static dev.epilogue.node.nitrorpc.Table.row;
import static dev.epilogue.node.nitrorpc.Table.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.ProbeResult;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.sandbox.clearnode.engine.Booking;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SubmittingTest {

    private final Table table = Table.set();
    private final SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20"));
    private final Payload payload = table.close(id, row(BOB, "usdc", "30"));

    @AfterEach
    void clear() {
        table.close();
    }

    private NodeError refusal(Payload refused, byte[]... keys) {
        FrameOutcome outcome = table.submit(table.frame(id, refused, keys));
        assertThat(outcome).isInstanceOf(FrameOutcome.Refused.class);
        assertThat(table.node.executedCloses()).isEmpty();
        return ((FrameOutcome.Refused) outcome).error();
    }

    @Test
    void missingWeightIsASignatureProblem() {
        assertThat(refusal(payload, ALICE)).isEqualTo(NodeError.SIGNATURES);
    }

    @Test
    void strangersSignatureIsASignatureProblem() {
        assertThat(refusal(payload, ALICE, BOB, CAROL)).isEqualTo(NodeError.SIGNATURES);
    }

    @Test
    void sessionKeyOfAnotherApplicationIsASessionKeyProblem() {
        table.node.registerSessionKey(
                address(ALICE), address(CAROL), "elsewhere", table.node.now().plusSeconds(600));
        assertThat(refusal(payload, CAROL, BOB)).isEqualTo(NodeError.SESSION_KEY);
    }

    @Test
    void oldTimestampIsATimestampProblem() {
        Payload old = table.close(id, System.currentTimeMillis() - 120_000, row(BOB, "usdc", "30"));
        assertThat(refusal(old, ALICE, BOB)).isEqualTo(NodeError.TIMESTAMP);
    }

    @Test
    void changedTotalMakesThePayloadStale() {
        table.node.alter(state -> {
            Booking booking = state.ledger().begin(table.node.now());
            booking.book(id.hex(), address(BOB), "usdc", new BigDecimal("1"));
            booking.commit();
        });
        assertThat(refusal(payload, ALICE, BOB)).isEqualTo(NodeError.STALE);
    }

    @Test
    void closedSessionMayHaveBeenClosedByAnybody() {
        assertThat(table.submit(table.frame(id, payload, ALICE, BOB))).isEqualTo(new FrameOutcome.Accepted());
        assertThat(table.submit(table.frame(id, table.close(id, row(BOB, "usdc", "0")), ALICE, BOB)))
                .isEqualTo(new FrameOutcome.Refused(
                        NodeError.ALREADY_CLOSED, "an open app session not found: record not found"));
        assertThat(table.node.executedCloses()).hasSize(1);
    }

    @Test
    void textThatNobodyKnowsIsAnUnknownOutcome() {
        table.node.faults().on("close_app_session").inject(new Fault.Refuse("the moon is full: secret of a database"));
        assertThat(table.submit(table.frame(id, payload, ALICE, BOB)))
                .isEqualTo(
                        new FrameOutcome.Unknown("the node answered with a text that is not known: the moon is full"));
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        assertThat(table.client
                        .submit(List.of(table.frame(id, payload, ALICE, BOB)), SendDeadline.in(Duration.ofSeconds(-1)))
                        .block(PATIENCE))
                .allMatch(FrameOutcome.NotSent.class::isInstance);
        assertThat(table.node.journal().of("close_app_session")).isEmpty();
    }

    @Test
    void frameIsOnlyMadeOfWhatThePayloadShows() {
        Payload lie = new Payload(
                0,
                payload.purpose(),
                true,
                null,
                null,
                null,
                payload.versionNumber(),
                null,
                payload.scheme(),
                payload.message(),
                payload.text(),
                payload.digest(),
                payload.request(),
                List.of(row(ALICE, "usdc", "30"), row(BOB, "usdc", "0")),
                null);
        assertThatThrownBy(() -> table.frame(id, lie, ALICE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.client.frame(payload, id, List.of("0x1234"), table.node.now()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ProbeResult probe(byte[] key) {
        ProbeResult result =
                table.client.probe(payload, id, Table.sign(payload, key)).block(PATIENCE);
        assertThat(table.node.executedCloses()).isEmpty();
        return result;
    }

    @Test
    void participantsSignatureIsCounted() {
        assertThat(probe(ALICE)).isEqualTo(new ProbeResult.Counted(50, 100));
        table.node.forgetLogins();
        assertThat(probe(BOB)).isEqualTo(new ProbeResult.Counted(50, 100));
        assertThat(table.read(id).versionNumber()).isEqualTo(1);
    }

    @Test
    void registeredKeysSignatureIsCountedAndAnUnknownOnesIsNot() {
        assertThat(probe(CAROL))
                .isEqualTo(new ProbeResult.Stranger(address(CAROL).checksummed()));
        table.node.registerSessionKey(
                address(ALICE), address(CAROL), "A&B <Łódź>", table.node.now().plusSeconds(600));
        assertThat(probe(CAROL)).isEqualTo(new ProbeResult.Counted(50, 100));
    }

    @Test
    void hijackedSignerIsNamed() {
        table.node.registerSessionKey(
                address(CAROL), address(BOB), "elsewhere", table.node.now().plusSeconds(600));
        assertThat(probe(BOB)).isEqualTo(new ProbeResult.Stranger(address(CAROL).checksummed()));
    }

    @Test
    @DisplayName("0.x checklist 35: weights and quorum are those of get_app_sessions; no probe may reach the quorum")
    void nothingIsAskedWhereOneSignatureCouldClose() {
        SessionId heavy = table.seat(
                100,
                List.of(address(ALICE).checksummed(), address(BOB).checksummed()),
                List.of(100L, 10L),
                share(ALICE, "usdc", "1"));
        Payload close = table.close(heavy, row(BOB, "usdc", "1"));

        assertThat(table.client.probe(close, heavy, Table.sign(close, BOB)).block(PATIENCE))
                .isEqualTo(new ProbeResult.Undecided("one signature alone could reach the quorum"));
        assertThat(table.node.journal().of("close_app_session")).isEmpty();
    }

    @Test
    @DisplayName("0.x checklist 44: null arrays and zero members of the answer are tolerated")
    void answerOfZeroMembersIsASuccess() {
        assertThat(table.submit(table.frame(id, payload, ALICE, BOB))).isEqualTo(new FrameOutcome.Accepted());
        assertThat(table.client.traffic().garbage()).isZero();
    }
}
