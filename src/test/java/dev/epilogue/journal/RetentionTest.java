package dev.epilogue.journal;

import static dev.epilogue.testing.Sessions.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class RetentionTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final FeedScope EVERYTHING = new FeedScope(new Reach.Tenant(TENANT), null, null, Set.of());
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration KEEP = Duration.ofDays(30);

    private TestDatabase database;
    private JournalFixture journal;
    private Writer writer;

    @BeforeEach
    void start() {
        database = TestDatabase.migrated();
        journal = JournalFixture.on(database);
        writer = new Writer(database);
    }

    @AfterEach
    void stop() {
        writer.close();
        journal.close();
        database.close();
    }

    @Test
    void onlyClosuresThatEndedLongAgoLoseTheirEvents() {
        ClosureId old = ended("old", "31 days");
        ClosureId recent = ended("recent", "29 days");
        ClosureId open = writer.closure("acme", "open", ALICE);
        writer.append(open, "closure.proposed");
        writer.commit();

        assertThat(prune()).isEqualTo(1);
        assertThat(prune()).isZero();

        assertThat(events(old)).isEmpty();
        assertThat(journal.journal.prunedTo(TENANT, old).block(SOON)).isEqualTo(2);
        assertThat(events(recent)).hasSize(2);
        assertThat(events(open)).hasSize(1);
        assertThat(writer.count("SELECT count(*) FROM closure")).isEqualTo(3);
    }

    @Test
    void whoMissedSomethingIsToldAndWhoDidNotIsNot() {
        Position before = now();
        ended("old", "31 days");
        Position after = now();
        prune();

        assertThat(start(before)).isEqualTo(new Feeds.Start(now(), true, true));
        assertThat(start(after)).returns(after, Feeds.Start::position).returns(false, Feeds.Start::lost);
        assertThat(start(Position.before(Long.MAX_VALUE)).lost())
                .as("a position of another past")
                .isTrue();
        assertThat(new Follower(journal.feeds.follow(EVERYTHING, new Feeds.Start(before, false, false), new Outbox(10)))
                        .strangers(Duration.ofMillis(200)))
                .isEmpty();
    }

    @Test
    void aClosureThatMayComeBackKeepsItsEvents() {
        ClosureId id = ended("reopenable", "31 days");
        writer.execute("UPDATE closure SET reopenable_until = now() + interval '1 hour'");
        writer.commit();

        assertThat(prune()).isZero();
        assertThat(events(id)).hasSize(2);
    }

    @Test
    void whatAConsumerHasNotReadStays() {
        new JournalCursors(journal.client).create("webhooks").block(SOON);
        ended("unread", "31 days");

        assertThat(prune()).isZero();

        writer.execute("UPDATE journal_cursor SET feed_xid = pg_snapshot_xmax(pg_current_snapshot())");
        writer.commit();
        assertThat(prune()).isEqualTo(1);
    }

    @Test
    void whatAnEndpointHasNotBeenToldStaysForAWhile() {
        writer.execute("""
                INSERT INTO webhook (bucket, id, tenant, url, status, wrapped_key, secret, feed_xid, closure_id, number, created_at, updated_at)
                SELECT 0, gen_random_uuid(), t.tenant, 'https://play.example', 'ENABLED', '', '', pg_current_xact_id(),
                  '00000000-0000-0000-0000-000000000000', 0, now(), now() FROM (VALUES ('acme'), ('others')) AS t(tenant)
                """);
        writer.commit();
        ended("untold", "31 days");

        assertThat(prune()).isZero();

        writer.execute("UPDATE webhook SET held_until = now() + interval '1 day'");
        writer.commit();
        assertThat(prune()).isZero();

        writer.execute("""
                UPDATE webhook w SET feed_xid = c.feed_xid, closure_id = c.id, number = c.last_event FROM closure c WHERE w.tenant = c.tenant
                """);
        writer.commit();
        assertThat(prune()).as("the other tenant's endpoint counts for nothing").isEqualTo(1);

        ended("given up", "31 days");
        assertThat(prune()).isZero();
        writer.execute("UPDATE webhook SET held_until = now()");
        writer.commit();
        assertThat(prune()).isEqualTo(1);
    }

    @Test
    void oneInstancePrunesAtATime() {
        ended("contended", "31 days");
        writer.execute("SELECT pg_advisory_xact_lock(" + 0x6570696c6f677565L + ")");

        assertThat(prune()).isZero();

        writer.rollback();
        assertThat(prune()).isEqualTo(1);
    }

    private ClosureId ended(String session, String ago) {
        ClosureId id = writer.closure("acme", session, ALICE);
        writer.append(id, "closure.proposed");
        writer.append(id, "closure.ended");
        writer.update(
                "UPDATE closure SET status = 'CANCELLED', ended_at = now() - CAST(? AS interval) WHERE id = ?",
                ago,
                id.uuid());
        writer.commit();
        return id;
    }

    private long prune() {
        return journal.retention.prune(KEEP, 100).block(SOON);
    }

    private Position now() {
        return journal.feeds.start(EVERYTHING, null).block(SOON).position();
    }

    private Feeds.Start start(Position after) {
        return journal.feeds.start(EVERYTHING, after).block(SOON);
    }

    private List<JournalEvent> events(ClosureId id) {
        return journal.journal.events(TENANT, id, 0, 10).collectList().block(SOON);
    }
}
