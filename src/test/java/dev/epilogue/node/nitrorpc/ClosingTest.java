package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static dev.epilogue.node.nitrorpc.Table.row;
import static dev.epilogue.node.nitrorpc.Table.share;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Credit;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.SessionReading;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final Table table = Table.set();

    @AfterEach
    void clear() {
        table.close();
    }

    @Test
    void sessionIsReadClosedAndProvedByReadingBack() {
        SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20.5"), share(BOB, "eth", "1"));

        SessionReading before = table.read(id);
        assertThat(before.open()).isTrue();
        assertThat(before.dialect()).isEqualTo(Dialect.NITRORPC_04);
        assertThat(before.application()).isEqualTo("A&B <Łódź>");
        assertThat(before.allocations())
                .containsExactly(
                        row(ALICE, "eth", "0"),
                        row(BOB, "eth", "1"),
                        row(ALICE, "usdc", "10"),
                        row(BOB, "usdc", "20.5"));
        assertThat(before.decimals()).containsOnly(java.util.Map.entry("usdc", 6), java.util.Map.entry("eth", 18));
        assertThat(before.remarks()).isEmpty();

        Payload payload = table.close(id, row(ALICE, "eth", "1"), row(ALICE, "usdc", "0.5"), row(BOB, "usdc", "30"));
        Frame frame = table.frame(id, payload, ALICE, BOB);
        assertThat(table.submit(frame)).isEqualTo(new FrameOutcome.Accepted());

        SessionReading after = table.client.readSessionAfresh(id).block(PATIENCE);
        assertThat(after.open()).isFalse();
        assertThat(after.versionNumber()).isEqualTo(before.versionNumber() + 1);
        assertThat(after.allocations()).allMatch(entry -> entry.amount().isZero());
        List<Credit> credits = table.client
                .credits(id, List.of(address(ALICE), address(BOB)), Instant.EPOCH)
                .block(PATIENCE);
        assertThat(credits)
                .extracting(credit -> credit.participant() + credit.asset() + credit.amount())
                .containsExactlyInAnyOrder(
                        address(ALICE) + "eth1",
                        address(BOB) + "eth0",
                        address(ALICE) + "usdc0.5",
                        address(BOB) + "usdc30");
        assertThat(table.node.journal().of("close_app_session"))
                .extracting(ReceivedFrame::text)
                .containsExactly(frame.text());
        assertThat(frame.text()).startsWith("{\"req\":" + payload.text() + ",\"sig\":[");
    }

    @Test
    void closureCostsAtMostNineCallsAndThePagesOfTheLedger() {
        table.seat(share(ALICE, "usdc", "1"));
        SessionId id = table.seat(share(ALICE, "usdc", "10"), share(BOB, "usdc", "20"));
        table.client.identity().block(PATIENCE);
        int before = calls();

        SessionReading proposal = table.read(id);
        Payload payload = Table.close(proposal, System.currentTimeMillis() + 60_000, proposal.allocations());
        table.read(id);
        table.client.credits(id, List.of(), Instant.EPOCH).block(PATIENCE);
        table.submit(table.frame(id, payload, ALICE, BOB));
        assertThat(table.client.readSessionAfresh(id).block(PATIENCE).open()).isFalse();
        table.client.credits(id, List.of(), Instant.EPOCH).block(PATIENCE);

        assertThat(calls() - before).isLessThanOrEqualTo(9);
    }

    /** Lists of the ledger have pages, however few; everything else counts. */
    private int calls() {
        return (int) table.node.journal().frames().stream()
                .filter(frame -> Stream.of("get_ledger_entries", "get_ledger_transactions", "ping")
                        .noneMatch(frame.method()::equals))
                .count();
    }

    @Test
    void sessionThatTheNodeDoesNotKnowIsEmpty() {
        SessionId unknown = SessionId.parse("0x" + "ab".repeat(32));

        assertThat(table.client.readSession(unknown).blockOptional(PATIENCE)).isEmpty();
        assertThat(table.client.readSessionAfresh(unknown).blockOptional(PATIENCE))
                .isEmpty();
    }

    @Test
    void nobodyIsToldOfOthersSessionKeys() {
        assertThat(table.client.sessionKey(address(ALICE), address(BOB)).block(PATIENCE))
                .isEmpty();
    }
}
