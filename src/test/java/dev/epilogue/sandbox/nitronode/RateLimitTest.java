package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.nitronode.socket.Rate;
import dev.epilogue.sandbox.nitronode.socket.TransportLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final String PING = "[1,1,\"node.v1.ping\",{},1]";
    /** The burst of a real node, without its refilling, which would depend on this machine's speed. */
    private static final Rate BURST = new Rate(0, 20);

    @Test
    void twentyRequestsAreAnsweredAndTheNextCutsTheConnectionWithoutAWord() throws Exception {
        try (FakeNitronode node = FakeNitronode.start(limited(BURST));
                TestWire wire = TestWire.to(node.url())) {
            for (int request = 0; request < 20; request++) {
                wire.call(PING);
            }
            wire.send(PING);
            assertThat(wire.closeCode()).isEqualTo(1006);
            assertThat(wire.received()).isZero();
        }
    }

    @Test
    void malformedAndEmptyFramesCostAsMuch() throws Exception {
        try (FakeNitronode node = FakeNitronode.start(limited(BURST));
                TestWire wire = TestWire.to(node.url())) {
            for (int request = 0; request < 10; request++) {
                wire.send("");
                wire.call("{");
            }
            wire.send("");
            assertThat(wire.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void theHeadOfTheQueueIsExecutedAndTheRestIsNot() throws Exception {
        try (FakeNitronode node = FakeNitronode.start(limited(BURST))) {
            RawBurst burst = new RawBurst(node.url());
            TestParty first = TestParty.two("head");
            TestParty last = TestParty.two("tail");
            var head = node.ledger().openSession(first.seed());
            var tail = node.ledger().openSession(last.seed());
            burst.add(first.close(head, 2).frame(1));
            for (int ping = 0; ping < 18; ping++) {
                burst.add(PING);
            }
            burst.add(last.close(tail, 2).frame(2));
            for (int ping = 0; ping < 6; ping++) {
                burst.add(PING);
            }
            assertThat(burst.framesUntilGone()).isZero();
            node.awaitExecuted(head, 2, Duration.ofSeconds(10));
            assertThat(node.ledger().session(tail).closed()).isFalse();
        }
    }

    @Test
    void tooManyBytesCutTheConnection() {
        TransportLimits limits = TransportLimits.DEFAULTS.withBytes(new Rate(0, 1000));
        try (FakeNitronode node =
                        FakeNitronode.start(FakeNitronodeOptions.defaults().withTransport(limits));
                TestWire wire = TestWire.to(node.url())) {
            wire.send("[1,1,\"node.v1.ping\",{\"pad\":\"%s\"},1]".formatted("x".repeat(1000)));
            assertThat(wire.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void withoutLimitsAThousandRequestsAtOnceAreAnsweredInOrder() throws Exception {
        try (FakeNitronode node =
                        FakeNitronode.start(FakeNitronodeOptions.defaults().withoutRateLimits());
                TestWire wire = TestWire.to(node.url())) {
            for (int id = 0; id < 1000; id++) {
                wire.send("[1,%d,\"node.v1.ping\",{},1]".formatted(id));
            }
            for (int id = 0; id < 1000; id++) {
                assertThat(wire.next()).startsWith("[2,%d,".formatted(id));
            }
        }
    }

    private static FakeNitronodeOptions limited(Rate requests) {
        return FakeNitronodeOptions.defaults().withTransport(TransportLimits.DEFAULTS.withRequests(requests));
    }
}
