package dev.epilogue.sandbox.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With shorter times than those of a real node. */
class KeepaliveTest {

    private static final String PING = "[1,1,\"node.v1.ping\",{},1]";

    private final FakeNitronode node = FakeNitronode.start(
            FakeNitronodeOptions.defaults().withPings(Duration.ofMillis(300), Duration.ofMillis(1500)));

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aClientThatPongsStaysConnected() throws Exception {
        try (TestWire wire = TestWire.to(node.url())) {
            for (int ping = 0; ping < 8; ping++) {
                assertThat(wire.nextPing(Duration.ofSeconds(5))).isNotNull();
            }
            assertThat(wire.call(PING)).startsWith("[2,1,");
        }
    }

    @Test
    void aClientThatNeverPongsIsCutThoughItSendsRequests() throws IOException {
        try (RawWire wire = new RawWire(node.url())) {
            int answers = 0;
            int opcode = wire.next();
            while (opcode != RawWire.GONE) {
                assertThat(opcode).isIn(RawWire.PING, RawWire.TEXT);
                answers += opcode == RawWire.TEXT ? 1 : 0;
                if (opcode == RawWire.PING && answers == 0) {
                    wire.send(RawWire.TEXT, PING);
                }
                opcode = wire.next();
            }
            assertThat(answers).isEqualTo(1);
        }
    }

    @Test
    void clientPingsAreAnswered() throws IOException {
        try (RawWire wire = new RawWire(node.url())) {
            wire.send(RawWire.PING, "are you there");
            assertThat(wire.next()).isEqualTo(RawWire.PONG);
        }
    }

    @Test
    void silencedPingsLeaveTheConnectionOpen() throws Exception {
        try (TestWire wire = TestWire.to(node.url())) {
            assertThat(wire.nextPing(Duration.ofSeconds(5))).isNotNull();
            node.silencePings();
            wire.call(PING);
            while (wire.nextPing(Duration.ZERO) != null) {
                // those that were under way
            }
            assertThat(wire.nextPing(Duration.ofMillis(1800))).isNull();
            assertThat(wire.call(PING)).startsWith("[2,1,");
        }
    }
}
