package dev.epilogue.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClosureFeedTest {

    private static final ClosureId CLOSURE = new ClosureId(UUID.fromString("01a20d40-d257-7dbc-97d4-c49eeb94f6d6"));
    private static final SessionId SESSION = new SessionId(Hash32.parse("0x" + "5e".repeat(32)));

    private final Outbox outbox = new Outbox(100);
    private final ClosureFeed feed = new ClosureFeed(4).with(outbox);

    @Test
    void whatIsToldOutOfTurnIsPassedOnInItsTurn() {
        assertThat(feed.pass(events(7, 7))).isFalse();
        assertThat(feed.pass(events(6, 6))).isFalse();
        assertThat(feed.gaping()).isTrue();
        assertThat(feed.position()).isEqualTo(4);

        assertThat(feed.pass(events(5, 5))).isTrue();

        assertThat(passed()).containsExactly(5L, 6L, 7L);
        assertThat(feed.gaping()).isFalse();
        assertThat(feed.position()).isEqualTo(7);
    }

    @Test
    void whatIsReadTakesThePlaceOfWhatNeverCame() {
        feed.pass(events(7, 8));

        assertThat(feed.pass(events(5, 7))).isTrue();

        assertThat(passed()).containsExactly(5L, 6L, 7L, 8L);
        assertThat(feed.gaping()).isFalse();
    }

    @Test
    void aGapBehindWhatWasReadStaysOne() {
        feed.pass(events(9, 9));

        assertThat(feed.pass(events(5, 7))).isTrue();

        assertThat(passed()).containsExactly(5L, 6L, 7L);
        assertThat(feed.gaping()).isTrue();
    }

    @Test
    void nothingIsPassedOnTwice() {
        feed.pass(events(5, 6));
        feed.pass(events(5, 6));
        feed.pass(events(6, 7));

        assertThat(passed()).containsExactly(5L, 6L, 7L);
    }

    private static List<Delivery> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> new Delivery(
                        new JournalEvent(
                                CLOSURE,
                                number,
                                "signature.accepted",
                                Instant.EPOCH,
                                SESSION,
                                "COLLECTING",
                                number,
                                "{}"),
                        TenantId.DEFAULT,
                        new Position(number, CLOSURE.uuid(), number),
                        Set.of()))
                .toList();
    }

    /** What the follower has got so far. */
    private List<Long> passed() {
        List<Long> numbers = new ArrayList<>();
        outbox.end(Item.Goodbye.STOPPING);
        outbox.subscribe(items -> items.stream()
                .filter(Delivery.class::isInstance)
                .forEach(item -> numbers.add(((Delivery) item).event().number())));
        return numbers;
    }
}
