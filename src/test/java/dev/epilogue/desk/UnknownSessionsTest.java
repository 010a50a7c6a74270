package dev.epilogue.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnknownSessionsTest {

    private final AtomicLong clock = new AtomicLong();
    private final UnknownSessions unknown = new UnknownSessions(clock::get);

    private static SessionId session(int number) {
        return new SessionId(Keccak.hash(ByteBuffer.allocate(4).putInt(number).array()));
    }

    @Test
    void anUnknownSessionIsRememberedForSecondsAndByNode() {
        unknown.remember("one", session(1));

        assertThat(unknown.remembered("one", session(1))).isTrue();
        assertThat(unknown.remembered("other", session(1))).isFalse();
        assertThat(unknown.remembered("one", session(2))).isFalse();
        clock.addAndGet(UnknownSessions.KEPT.toNanos());
        assertThat(unknown.remembered("one", session(1))).isFalse();
    }

    @Test
    void thoseAskedForLastAreRememberedWhereThereAreTooMany() {
        for (int number = 0; number <= UnknownSessions.MOST; number++) {
            unknown.remember("one", session(number));
        }

        assertThat(unknown.remembered("one", session(0))).isFalse();
        assertThat(unknown.remembered("one", session(1))).isTrue();
        assertThat(unknown.remembered("one", session(UnknownSessions.MOST))).isTrue();
    }
}
