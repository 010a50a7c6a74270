package dev.epilogue.journal;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.testing.Sessions;
import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions commit out of order; followers of many closures must not notice. */
@Tag("database")
@Tag("citus")
class FeedOrderTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private TestDatabase database;
    private JournalFixture journal;
    private Writer first;
    private Writer second;

    @BeforeEach
    void start() {
        database = TestDatabase.migrated();
        journal = JournalFixture.on(database, Duration.ofMillis(50), 7);
        first = new Writer(database);
        second = new Writer(database);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        journal.close();
        database.close();
    }

    @Test
    void whatCommitsFirstWaitsForWhatBeganBefore() {
        ClosureId slow = first.closure("acme", "slow");
        ClosureId fast = first.closure("acme", "fast");
        try (Follower follower = follow(everything())) {
            first.append(slow, "a.slow");
            second.append(fast, "a.fast");
            second.commit();

            assertThat(follower.strangers(A_WHILE)).isEmpty();

            first.commit();
            assertThat(types(follower.next(2, SOON))).containsExactly("a.slow", "a.fast");
        }
    }

    @Test
    void aNumberGivenBeforeTheRowWasFreeDoesNotShuffleItsClosure() {
        ClosureId id = first.closure("acme", "shuffled");
        try (Follower follower = follow(everything())) {
            first.begin();
            second.append(id, "a.first");
            second.commit();
            first.append(id, "a.second");
            first.commit();

            assertThat(types(follower.next(2, SOON))).containsExactly("a.first", "a.second");
        }
    }

    @Test
    void followersOfOneClosureDoNotWaitForOthers() {
        ClosureId slow = first.closure("acme", "slow");
        ClosureId fast = first.closure("acme", "fast");
        first.append(slow, "a.slow");
        try (Follower follower = new Follower(journal.journal.follow(TENANT, fast, 0, new Outbox(100)))) {
            second.append(fast, "a.fast");
            second.commit();
            journal.wakeups.changed(fast);

            assertThat(types(follower.next(1, SOON))).containsExactly("a.fast");
        }
    }

    @Test
    void aMissedWakeupIsMadeGoodByTheTail() {
        ClosureId id = first.closure("acme", "missed");
        try (Follower follower = new Follower(journal.journal.follow(TENANT, id, 0, new Outbox(100)))) {
            first.append(id, "a.one");
            first.append(id, "a.two");
            first.commit();

            assertThat(types(follower.next(2, SOON))).containsExactly("a.one", "a.two");
        }
    }

    @Test
    void anInboxShowsOnlyItsParticipantsClosures() {
        ClosureId alices = first.closure("acme", "alices", ALICE);
        ClosureId both = first.closure("acme", "both", ALICE, BOB);
        ClosureId others = first.closure("other", "others", ALICE, BOB);
        try (Follower inbox = follow(new FeedScope(new Reach.Tenant(TENANT), BOB, null, Set.of()));
                Follower filtered =
                        follow(new FeedScope(new Reach.Tenant(TENANT), ALICE, Sessions.id("both"), Set.of("a.two")))) {
            for (ClosureId id : List.of(others, alices, both)) {
                first.append(id, "a.one");
                first.append(id, "a.two");
            }
            first.commit();

            assertThat(inbox.next(2, SOON))
                    .allSatisfy(
                            delivery -> assertThat(delivery.event().closureId()).isEqualTo(both));
            assertThat(types(filtered.next(1, SOON))).containsExactly("a.two");
            assertThat(inbox.strangers(A_WHILE)).isEmpty();
            assertThat(filtered.strangers(A_WHILE)).isEmpty();
        }
    }

    /** Nobody follows yet, so that nothing is looked at; and the next look by the clock is hours away. */
    @Test
    void whatCommitsWhileTheFirstFollowerJoinsIsNotLeftToTheClock() {
        try (JournalFixture idle = JournalFixture.on(database, Duration.ofHours(1), 7)) {
            ClosureId id = first.closure("acme", "first");
            idle.tail.placed().block(SOON);
            Feeds.Start now = idle.feeds.start(everything(), null).block(SOON);
            first.append(id, "a.thing");
            first.commit();
            idle.wakeups.changed(id);
            try (Follower follower = new Follower(idle.feeds.follow(everything(), now, new Outbox(100)));
                    Follower another = new Follower(idle.feeds.follow(everything(), now, new Outbox(100)))) {
                assertThat(types(follower.next(1, SOON))).containsExactly("a.thing");
                assertThat(types(another.next(1, SOON))).containsExactly("a.thing");
            }
        }
    }

    /** Three tenants over the same table: a wallet sees what is its own in each, and nothing else in any. */
    @Test
    void aWalletFollowsItsClosuresOverAllTenants() {
        List<String> tenants = List.of("acme", "other", "third");
        List<ClosureId> bobs = new ArrayList<>();
        List<ClosureId> strangers = new ArrayList<>();
        for (String tenant : tenants) {
            bobs.add(first.closure(tenant, "table", ALICE, BOB));
            strangers.add(first.closure(tenant, "elsewhere", ALICE));
        }
        FeedScope scope = new FeedScope(new Reach.Wallet(BOB), BOB, null, Set.of());
        try (Follower live = follow(scope)) {
            strangers.forEach(id -> first.append(id, "a.stranger"));
            bobs.forEach(id -> first.append(id, "a.bobs"));
            first.commit();

            assertThat(live.next(3, SOON))
                    .extracting(delivery -> delivery.event().closureId())
                    .containsExactlyInAnyOrderElementsOf(bobs);
            assertThat(live.strangers(A_WHILE)).isEmpty();
        }
        FeedPage caughtUp = journal.feeds.page(scope, Position.FIRST, 100).block(SOON);
        assertThat(caughtUp.deliveries())
                .extracting(delivery -> delivery.event().closureId())
                .containsExactlyInAnyOrderElementsOf(bobs);
    }

    @Test
    void aWalletMissesNothingOfATenantThatItHasNoClosureOf() {
        ClosureId bobs = first.closure("acme", "table", BOB);
        first.update("INSERT INTO feed_pruned VALUES ('other', '999', ?, 1)", bobs.uuid());
        first.commit();
        FeedScope scope = new FeedScope(new Reach.Wallet(BOB), BOB, null, Set.of());

        assertThat(journal.feeds.page(scope, Position.FIRST, 10).block(SOON).lost())
                .isFalse();

        first.update("UPDATE feed_pruned SET tenant = 'acme'");
        first.commit();
        assertThat(journal.feeds.page(scope, Position.FIRST, 10).block(SOON).lost())
                .isTrue();
    }

    /** Random transactions, some rolled back, against followers that disconnect at random and go on from their last event. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyEventOnceAndInOrderWhateverCommitsWhen(long seed) {
        Random random = new Random(seed);
        List<ClosureId> closures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            closures.add(first.closure("acme", "random" + i, ALICE));
        }
        Schedule schedule = new Schedule(random, closures, database);
        List<Reconnecting> followers = List.of(
                new Reconnecting(everything(), random),
                new Reconnecting(new FeedScope(new Reach.Tenant(TENANT), ALICE, null, Set.of()), random));
        List<Reconnecting> newcomers = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            schedule.step();
            followers.forEach(Reconnecting::maybeReconnect);
            if (random.nextInt(40) == 0) {
                newcomers.add(new Reconnecting(everything(), random));
            }
        }
        schedule.finish();
        List<List<JournalEvent>> missing =
                newcomers.stream().map(newcomer -> after(newcomer.position)).toList();
        followers.forEach(follower -> follower.readUpTo(schedule.committed()));

        for (int i = 0; i < newcomers.size(); i++) {
            newcomers.get(i).readWhatHasCome(missing.get(i).size());
            assertThat(newcomers.get(i).seen()).as("seed %d", seed).isEqualTo(missing.get(i));
        }
        for (Reconnecting follower : followers) {
            assertThat(follower.seen()).as("seed %d", seed).hasSize(schedule.committed());
            assertThat(new HashSet<>(follower.seen())).hasSize(schedule.committed());
            for (ClosureId id : closures) {
                List<Long> numbers = follower.seen().stream()
                        .filter(event -> event.closureId().equals(id))
                        .map(JournalEvent::number)
                        .toList();
                assertThat(numbers).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    /** Comes and goes; each time it goes on from the last event that it has looked at. */
    private final class Reconnecting {

        private final FeedScope scope;
        private final Random random;
        private final List<JournalEvent> seen = new ArrayList<>();
        private Position position;
        private Follower follower;

        Reconnecting(FeedScope scope, Random random) {
            this.scope = scope;
            this.random = random;
            connect(journal.feeds.start(scope, null).block(SOON));
        }

        void maybeReconnect() {
            if (random.nextInt(12) == 0) {
                look(follower.next(random.nextInt(4), Duration.ofMillis(20)));
                follower.close();
                // as a reader comes back, from memory where that is enough, and as if nothing were there
                connect(
                        random.nextBoolean()
                                ? journal.feeds.start(scope, position).block(SOON)
                                : new Feeds.Start(position, false, false));
            }
        }

        void readUpTo(int count) {
            look(follower.next(count - seen.size(), SOON));
            look(follower.strangers(A_WHILE));
            follower.close();
        }

        void readWhatHasCome(int count) {
            look(follower.next(count, SOON));
            look(follower.rest());
            follower.close();
        }

        List<JournalEvent> seen() {
            return seen;
        }

        private void connect(Feeds.Start from) {
            position = from.position();
            follower = new Follower(journal.feeds.follow(scope, from, new Outbox(1000)));
        }

        private void look(List<Delivery> deliveries) {
            for (Delivery delivery : deliveries) {
                seen.add(delivery.event());
                position = Position.parse(delivery.position().text());
            }
        }
    }

    private Follower follow(FeedScope scope) {
        Feeds.Start now = journal.feeds.start(scope, null).block(SOON);
        return new Follower(journal.feeds.follow(scope, now, new Outbox(100)));
    }

    private List<JournalEvent> after(Position position) {
        return journal.feeds.page(everything(), position, 10_000).block(SOON).deliveries().stream()
                .map(Delivery::event)
                .toList();
    }

    private static FeedScope everything() {
        return new FeedScope(new Reach.Tenant(TENANT), null, null, Set.of());
    }

    private static List<String> types(List<Delivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.event().type()).toList();
    }
}
