package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RingTest {

    private static final String SENDER = UUID.randomUUID().toString();

    private static List<ClosureId> ids(int count) {
        return Stream.generate(() -> ClosureId.next(new Bucket((short) 7), Instant.now()))
                .limit(count)
                .toList();
    }

    @Test
    void whatIsRungIsHeard() {
        Ring ring = Ring.of(SENDER, ids(Ring.MOST), true);

        assertThat(Ring.parse(ring.payload())).isEqualTo(ring);
        assertThat(ring.payload().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8000);
    }

    @Test
    void moreThanFitsOnlySaysLook() {
        assertThat(Ring.of(SENDER, ids(Ring.MOST + 1), false)).isEqualTo(new Ring(SENDER, List.of(), false));
    }

    @Test
    void whatCannotBeReadOnlySaysLook() {
        for (String payload : List.of("", "nonsense", "a:b,c", ":", SENDER + ":AAAA")) {
            assertThat(Ring.parse(payload).closures()).isEmpty();
        }
    }
}
