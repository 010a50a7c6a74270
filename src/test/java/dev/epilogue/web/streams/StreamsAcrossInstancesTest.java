package dev.epilogue.web.streams;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.StoredClosures.cancel;
import static dev.epilogue.testing.StoredClosures.propose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.journal.Writer;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.testing.SseReader.Event;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two instances over one database. Their polls are hours apart: what arrives here arrives because somebody rang. */
@Tag("database")
class StreamsAcrossInstancesTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static TestDatabase database;
    private static RunningEpilogue here;
    private static RunningEpilogue there;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        here = instance();
        there = instance();
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        database.close();
    }

    private static RunningEpilogue instance() {
        return RunningEpilogue.on(database)
                .with("epilogue.journal.poll", "2h")
                .with("epilogue.pipeline.enabled", "false")
                .start();
    }

    @Test
    void aFollowerHereSeesWhatChangesThere() {
        Closure closure = propose(there, "across");
        try (SseReader one = new SseReader(here.url() + "/v1/closures/" + closure.id() + "/events");
                SseReader inbox = new SseReader(here.url() + "/v1/participants/" + BOB + "/events");
                SseReader all = new SseReader(here.url() + "/v1/events?types=closure.ended")) {
            assertThat(types(one.next(2, SOON))).containsExactly("closure.proposed", "round.opened");

            cancel(there, closure);

            assertThat(types(one.next(2, SOON))).containsExactly("round.closed", "closure.ended");
            assertThat(one.endsWithin(SOON)).isTrue();
            assertThat(types(inbox.next(2, SOON))).containsExactly("round.closed", "closure.ended");
            assertThat(types(all.next(1, SOON))).containsExactly("closure.ended");
        }
    }

    @Test
    void aLineThatBreaksIsPutUpAgainAndNothingIsLost() {
        Closure first = propose(there, "line-1");
        Closure second = propose(there, "line-2");
        try (SseReader all = new SseReader(here.url() + "/v1/events")) {
            assertThat(killLines()).isGreaterThanOrEqualTo(2);
            cancel(there, first);
            assertThat(types(all.next(2, SOON))).containsExactly("round.closed", "closure.ended");

            cancel(there, second);
            assertThat(types(all.next(2, SOON))).containsExactly("round.closed", "closure.ended");
        }
    }

    @Test
    void aFollowerMovesToAnotherInstanceAndGoesOnThere() {
        Closure closure = propose(here, "moves");
        String id;
        try (SseReader before = new SseReader(here.url() + "/v1/participants/" + ALICE + "/events")) {
            // cut off before any event: the opening has told the position
            id = before.lastId();
        }
        assertThat(id).isNotNull();
        cancel(here, closure);

        try (SseReader after =
                new SseReader(there.url() + "/v1/participants/" + ALICE + "/events", "Last-Event-ID", id)) {
            List<Event> events = after.next(2, SOON);
            assertThat(types(events)).containsExactly("round.closed", "closure.ended");
            assertThat(events.getFirst().data().at("/position").asString())
                    .isEqualTo(events.getFirst().id());
        }
    }

    @Test
    void aPageOfEventsSaysWhereTheNextBegins() {
        Closure closure = propose(here, "pages");
        EventPage start = EventPage.of(here, "/v1/events?limit=1");
        assertThat(start.events()).isEmpty();
        cancel(here, closure);

        EventPage first = EventPage.of(here, "/v1/events?limit=1&after=" + start.position());
        assertThat(first.events()).containsExactly("round.closed");
        EventPage second = EventPage.of(here, "/v1/events?limit=1&after=" + first.position());
        assertThat(second.events()).containsExactly("closure.ended");
        assertThat(EventPage.of(here, "/v1/events?after=" + second.position()).events())
                .isEmpty();
    }

    /** @return how many instances listened */
    private static int killLines() {
        try (Writer sql = new Writer(database)) {
            return sql.count("""
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE application_name = 'epilogue doorbell' AND datname = current_database()
                    """);
        }
    }

    private static List<String> types(List<Event> events) {
        return events.stream().map(Event::type).toList();
    }
}
