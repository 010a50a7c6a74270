package dev.epilogue.store;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.epilogue.closure.AcceptedSignature;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Decline;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Openings;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.Rounds;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.SignatureRequest;
import dev.epilogue.closure.Submissions;
import dev.epilogue.closure.TenantId;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.value.Keccak;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Tag("database")
class ClosureStoreTest {

    private static final Instant MANDATE_UNTIL = Instant.parse("2100-01-01T00:00:00Z");

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static DatabaseClient client;

    private final Shards shards = new Shards(client, Mono.just(several()));
    private final ClosureStore store = new ClosureStore(client, shards);
    private final LeaseStore leases = new LeaseStore(client, shards);

    /** Whether the tables are taken to lie on several servers, so that each bucket is written by itself. */
    boolean several() {
        return false;
    }

    @BeforeAll
    static void connect() {
        database = TestDatabase.migrated();
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .build());
        client = DatabaseClient.create(pool);
    }

    @AfterAll
    static void disconnect() {
        pool.dispose();
        database.close();
    }

    @Test
    void whatIsStoredIsReadBackEqual() {
        Closure closure = created("equal");

        assertThat(load(closure).closure()).isEqualTo(closure);
        assertThat(load(closure).lastEvent()).isEqualTo(2);
        assertThat(load(closure).wrappedKey()).isEqualTo("wrapped");
    }

    @Test
    void anotherTenantDoesNotFindIt() {
        Closure closure = created("tenant");

        assertThat(store.find(new TenantId("other"), closure.id()).block()).isNull();
    }

    @Test
    void whatAnotherProcessChangedIsReadAndWhatStandsIsNot() {
        Closure closure = created("current");
        client.sql("UPDATE closure SET memo = 'by nobody' WHERE id = :id")
                .bind("id", closure.id().uuid())
                .fetch()
                .rowsUpdated()
                .block();

        assertThat(store.current(closure.tenant(), closure.id()).block().closure())
                .isEqualTo(closure);
        assertThat(store.current(new TenantId("other"), closure.id()).block()).isNull();

        Change change = signature(load(closure), ALICE);
        new ClosureStore(client, new Shards(client))
                .write(change, new Guard.Caller())
                .block();

        assertThat(store.current(closure.tenant(), closure.id()).block().closure())
                .isEqualTo(change.after());
    }

    @Test
    void oneActiveClosureForASession() {
        created("once");

        assertThatThrownBy(() -> created("once")).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aSignatureMovesTheClosureAndItsEventsTogether() {
        Closure closure = created("signed");

        Closure once = sign(load(closure), ALICE);
        Closure ready = sign(load(closure), BOB);

        assertThat(once.status()).isEqualTo(ClosureStatus.COLLECTING);
        assertThat(ready.status()).isEqualTo(ClosureStatus.READY);
        assertThat(load(closure).closure()).isEqualTo(ready);
        assertThat(events(closure))
                .extracting(Event::type)
                .containsExactly(
                        "closure.proposed",
                        "round.opened",
                        "signature.accepted",
                        "signature.accepted",
                        "consensus.reached");
        assertThat(events(closure)).extracting(Event::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** Who came to look, who signed and who refused a round that is over: as it was decided, so it is read. */
    @Test
    void answersOfRoundsBeforeAreReadBackAsTheyWere() {
        Closure closure = created("asked");
        change(closure, loaded -> Openings.opened(loaded.closure(), BOB, loaded.now()));
        sign(load(closure), ALICE);
        change(
                closure,
                loaded -> Consents.decline(
                        loaded.closure(), new Decline(BOB, "no", loaded.now(), null, null), 1, loaded.now()));

        Closure again = change(
                closure,
                loaded -> Rounds.counterPropose(
                        loaded.closure(), 1, FinalState.AS_IT_STANDS, "COUNTER", alicesAndBobs("asked"), loaded.now()));

        Closure read = load(closure).closure();
        assertThat(read).isEqualTo(again);
        assertThat(SignatureRequest.of(read, ALICE))
                .extracting(SignatureRequest::state, request -> request.signedAt() != null)
                .containsExactly(
                        tuple(SignatureRequest.State.SUPERSEDED, true), tuple(SignatureRequest.State.ASKED, false));
        assertThat(SignatureRequest.of(read, BOB))
                .extracting(SignatureRequest::state, request -> request.declinedAt() != null)
                .containsExactly(
                        tuple(SignatureRequest.State.SUPERSEDED, true), tuple(SignatureRequest.State.OPENED, false));
    }

    private Closure change(Closure closure, Function<Loaded, Decision> rule) {
        Change change = ((Decision.Changed) rule.apply(load(closure))).change();
        assertThat(store.write(change, new Guard.Caller()).block()).isEqualTo(Written.STORED);
        return change.after();
    }

    @Test
    void aDecisionOnAnOldReadingIsNotStored() {
        Closure closure = created("conflict");
        Loaded old = load(closure);
        sign(old, ALICE);

        assertThat(store.write(signature(old, BOB), new Guard.Caller()).block()).isEqualTo(Written.CONFLICT);
        assertThat(load(closure).closure().consents()).hasSize(1);
        assertThat(events(closure)).hasSize(3);
    }

    @Test
    void whatIsWrittenTogetherStandsAndFallsAlone() {
        List<Closure> closures = IntStream.range(0, 40)
                .mapToObj(number -> created("together-" + number))
                .toList();
        Loaded stale = load(closures.get(7));
        sign(stale, ALICE);
        List<Change> changes = new ArrayList<>();
        for (Closure closure : closures) {
            Loaded loaded = closure.id().equals(closures.get(7).id()) ? stale : load(closure);
            String jws = closure == closures.get(9) ? "a character that PostgreSQL refuses: \u0000" : "jws";
            changes.add(signature(loaded, BOB, jws));
        }

        List<String> written = Flux.fromIterable(changes)
                .flatMapSequential(
                        change -> store.write(change, new Guard.Caller())
                                .map(Written::name)
                                .onErrorResume(DataAccessException.class, refused -> Mono.just("REFUSED")),
                        64)
                .collectList()
                .block();

        for (int number = 0; number < 40; number++) {
            String expected = number == 7 ? "CONFLICT" : number == 9 ? "REFUSED" : "STORED";
            assertThat(written.get(number)).as("change %d", number).isEqualTo(expected);
            assertThat(load(closures.get(number)).closure().consents()).hasSize(number == 9 ? 0 : 1);
            assertThat(events(closures.get(number))).hasSize(number == 9 ? 2 : 3);
        }
    }

    @Test
    void ofManyProposalsOnlyTheOneThatFindsAnActiveClosureFails() {
        created("taken");
        List<Boolean> stored = Flux.range(0, 40)
                .map(number -> Proposals.propose(
                        asItStands(), alicesAndBobs(number == 11 ? "taken" : "free-" + number), NODE, Instant.now()))
                .flatMapSequential(
                        change -> store.create(change, "wrapped")
                                .thenReturn(true)
                                .onErrorReturn(DataIntegrityViolationException.class, false),
                        64)
                .collectList()
                .block();

        for (int number = 0; number < 40; number++) {
            assertThat(stored.get(number)).as("proposal %d", number).isEqualTo(number != 11);
        }
    }

    @Test
    void onlyTheNewestLeaseWrites() {
        Closure closure = created("lease");
        sign(load(closure), ALICE);
        sign(load(closure), BOB);
        Claim first = claim(closure, Duration.ZERO);
        Claim second = claim(closure, Duration.ofSeconds(10));
        Loaded ready = load(closure);
        Change intent = intent(ready);

        assertThat(store.write(intent, new Guard.Worker(first.epoch(), null)).block())
                .isEqualTo(Written.CONFLICT);
        assertThat(store.write(intent, new Guard.Worker(second.epoch(), second.until()))
                        .block())
                .isEqualTo(Written.STORED);
        assertThat(load(closure).closure().status()).isEqualTo(ClosureStatus.SUBMITTING);
        assertThat(load(closure).closure().submissions().getFirst().requestId()).isEqualTo(4711L);
    }

    @Test
    void theGateLetsOneClosureOfASessionThroughWhateverTheTenant() {
        Closure ours = created("gate");
        Closure theirs = create(Proposals.propose(
                new Proposals.Request(
                        new TenantId("other"),
                        "sandbox",
                        asItStands().finalState(),
                        asItStands().policy(),
                        null,
                        null),
                alicesAndBobs("gate"),
                NODE,
                now()));
        for (Closure closure : List.of(ours, theirs)) {
            sign(load(closure), ALICE);
            sign(load(closure), BOB);
        }

        List<Claim> claims = claims(Duration.ofSeconds(10));

        assertThat(submit(ours, claims)).isEqualTo(Written.STORED);
        assertThat(submit(theirs, claims)).isEqualTo(Written.GATE_BUSY);
        assertThat(load(theirs).closure().status()).isEqualTo(ClosureStatus.READY);
    }

    /** The row has a newer version than the statement's snapshot, and yet it is the same closure under the same lease. */
    @Test
    void aChangeThatMeetsARenewalOfItsLeaseIsStored() {
        for (int round = 0; round < 40; round++) {
            Closure closure = created("renewed-" + round);
            sign(load(closure), ALICE);
            sign(load(closure), BOB);
            Claim claim = claim(closure, Duration.ofSeconds(30));
            Change intent = intent(load(closure));

            List<Object> both = Flux.<Object>merge(
                            Flux.range(0, 8).flatMap(number -> leases.renew(claim, Duration.ofSeconds(30))),
                            store.write(intent, new Guard.Worker(claim.epoch(), claim.until())))
                    .collectList()
                    .block();

            assertThat(both).contains((Object) Written.STORED).doesNotContain((Object) false);
        }
    }

    @Test
    void anExpiredClosureMakesRoomAndEndsForGood() {
        Closure closure = created("again");
        Loaded loaded = load(closure);
        Instant late = loaded.closure().times().deadline();
        Change expiry = ((Decision.Changed) Lifetime.deadline(loaded.closure(), late)).change();
        assertThat(store.write(expiry, new Guard.Caller()).block()).isEqualTo(Written.STORED);
        assertThat(load(closure).closure().times().reopenableUntil()).isEqualTo(late.plus(Duration.ofDays(1)));

        Closure newer = created("again");

        Instant until = load(closure).closure().times().reopenableUntil();
        assertThat(until).isEqualTo(newer.times().createdAt());
    }

    @Test
    void whatEndsWithoutACloseBecomesUnreadable() {
        Closure closure = created("cancelled");
        sign(load(closure), ALICE);
        Change cancelled =
                ((Decision.Changed) Lifetime.cancel(load(closure).closure(), "over", Duration.ZERO, now())).change();
        store.write(cancelled, new Guard.Caller()).block();

        assertThat(load(closure).wrappedKey()).isNull();
        assertThat(client.sql("SELECT count(*) AS left FROM signature WHERE closure_id = :id AND sealed IS NOT NULL")
                        .bind("id", closure.id().uuid())
                        .map(row -> row.get("left", Long.class))
                        .one()
                        .block())
                .isZero();
        assertThat(events(closure)).extracting(Event::type).endsWith("round.closed", "closure.ended");
    }

    @Test
    void aSignatureThatMakesConsensusTakesTheLeaseWithIt() {
        Closure closure = created("leased");
        sign(load(closure), ALICE);
        Change last = signature(load(closure), BOB);

        Stored stored = store.store(last, taker()).block();

        Claim claim = stored.claim();
        assertThat(claim.until())
                .isCloseTo(
                        stored.at().plus(Duration.ofSeconds(30)),
                        within(TestDatabase.isSharedOut() ? 1_000 : 0, ChronoUnit.MILLIS));
        assertThat(stored.lastEvent()).isEqualTo(5);
        assertThat(claims(Duration.ofSeconds(30))).extracting(Claim::closure).doesNotContain(closure.id());
        assertThat(store.write(intent(load(closure)), new Guard.Worker(claim.epoch(), claim.until()))
                        .block())
                .isEqualTo(Written.STORED);
    }

    @Test
    void aLeaseThatSomebodyHoldsIsNotTaken() {
        Closure closure = created("held");
        sign(load(closure), ALICE);
        update(closure, "due_at = now()");
        Claim claim = claim(closure, Duration.ofSeconds(30));

        Stored stored = store.store(signature(load(closure), BOB), taker()).block();

        assertThat(stored.written()).isEqualTo(Written.STORED);
        assertThat(stored.claim()).isNull();
        assertThat(leases.renew(claim, Duration.ofSeconds(30)).block()).isTrue();
    }

    @Test
    void whatIsClaimedIsTheClosureAsItIs() {
        Closure closure = created("whole");
        sign(load(closure), ALICE);
        Closure ready = sign(load(closure), BOB);

        Loaded claimed = leases.claimDue("test", Duration.ofSeconds(30), 100, Away.none(), Set.of())
                .filter(each -> each.claim().closure().equals(closure.id()))
                .mapNotNull(Claimed::loaded)
                .blockFirst();

        assertThat(claimed.closure())
                .usingRecursiveComparison()
                .ignoringFields("work.dueAt")
                .isEqualTo(ready);
        assertThat(claimed.lastEvent()).isEqualTo(5);
        assertThat(claimed.wrappedKey()).isEqualTo("wrapped");
    }

    /** The claim waits for no one, but the closure may have changed between its snapshot and its lock. */
    @Test
    void aClosureThatChangesWhileItIsClaimedIsNeverHandedOutInPieces() {
        for (int round = 0; round < 30; round++) {
            Closure closure = created("pieces-" + round);
            sign(load(closure), ALICE);
            update(closure, "due_at = now()");
            Change last = signature(load(closure), BOB);

            List<Object> both = Flux.<Object>merge(
                            store.write(last, new Guard.Caller()),
                            Flux.range(0, 4)
                                    .flatMap(number -> leases.claimDue(
                                            "test", Duration.ofSeconds(30), 100, Away.none(), Set.of())))
                    .collectList()
                    .block();

            assertThat(both.stream()
                            .filter(each -> each instanceof Claimed claimed
                                    && claimed.loaded() != null
                                    && claimed.claim().closure().equals(closure.id()))
                            .map(each -> ((Claimed) each).loaded().closure()))
                    .allSatisfy(claimed ->
                            assertThat(claimed.consents()).hasSize(claimed.status() == ClosureStatus.READY ? 2 : 1));
        }
    }

    @Test
    void ofANodeWithoutAFreePlaceNothingIsClaimed() {
        Closure closure = created("full");
        update(closure, "due_at = now(), node = 'full'");

        assertThat(leases.claimDue("test", Duration.ofSeconds(30), 100, Away.none(), Set.of("full"))
                        .map(claimed -> claimed.claim().closure())
                        .collectList()
                        .block())
                .doesNotContain(closure.id());
        assertThat(claims(Duration.ofSeconds(30))).extracting(Claim::closure).contains(closure.id());
    }

    private static Guard.Taker taker() {
        return new Guard.Taker("test", Duration.ofSeconds(30));
    }

    @Test
    void aHintBringsTheNextLookForward() {
        Closure closure = created("hint");
        sign(load(closure), ALICE);
        sign(load(closure), BOB);
        Claim claim = claim(closure, Duration.ofSeconds(10));
        leases.release(claim, load(closure).closure().revision(), now().plus(Duration.ofMinutes(5)))
                .block();

        assertThat(leases.hasten(NODE.address(), closure.subject().sessionId()).block())
                .isEqualTo(1);
        assertThat(claims(Duration.ZERO)).extracting(Claim::closure).contains(closure.id());
    }

    @Test
    void ofANodeThatIsAwayAClosedSessionIsClaimedOnlyForWhatCanBeDecidedWithoutIt() {
        Away away =
                new Away(List.of(created("named").subject().node()), Duration.ofMinutes(10), Duration.ofMinutes(30));
        Closure channels = settling("channels", "CHANNELS", "NONE", Duration.ZERO);
        Closure unserved = settling("unserved", "PROOF", "CHALLENGE", Duration.ofMinutes(31));
        Closure over = settling("over", "PROOF", "NONE", Duration.ofDays(2));
        Closure early = settling("early", "PROOF", "CHALLENGE", Duration.ofMinutes(29));
        Closure unasked = settling("unasked", "PROOF", "NONE", Duration.ofMinutes(31));
        Closure undertaken = settling("undertaken", "PROOF", "CHALLENGE", Duration.ofMinutes(31));
        update(undertaken, "protections = '[{\"a\": 1}]'");

        assertThat(claims(Duration.ofSeconds(10), away))
                .extracting(Claim::closure)
                .contains(channels.id(), unserved.id(), over.id())
                .doesNotContain(early.id(), unasked.id(), undertaken.id());
        assertThat(claims(Duration.ofSeconds(10)))
                .extracting(Claim::closure)
                .contains(early.id(), unasked.id(), undertaken.id());
    }

    private Closure settling(String session, String waitingFor, String escalation, Duration closedFor) {
        Closure closure = created(session);
        update(closure, """
                status = 'SETTLING', waiting_for = '%s', due_at = now(),
                policy = policy || jsonb_build_object('escalation', '%s'),
                session = session || jsonb_build_object('closed', true, 'closedAt', now() - interval '%s')
                """.formatted(waitingFor, escalation, closedFor));
        return closure;
    }

    private void update(Closure closure, String set) {
        client.sql("UPDATE closure SET " + set + " WHERE id = :id")
                .bind("id", closure.id().uuid())
                .fetch()
                .rowsUpdated()
                .block();
    }

    private Instant now() {
        return store.now().block();
    }

    private Closure created(String session) {
        return create(Proposals.propose(asItStands(), alicesAndBobs(session), NODE, now()));
    }

    private Closure create(Change change) {
        store.create(change, "wrapped").block();
        return change.after();
    }

    private Loaded load(Closure closure) {
        return store.find(closure.tenant(), closure.id()).block();
    }

    private Closure sign(Loaded loaded, Address participant) {
        Change change = signature(loaded, participant);
        assertThat(store.write(change, new Guard.Caller()).block()).isEqualTo(Written.STORED);
        return change.after();
    }

    private Change signature(Loaded loaded, Address participant) {
        return signature(loaded, participant, "jws");
    }

    private Change signature(Loaded loaded, Address participant, String jws) {
        var payload = loaded.closure().round().required().getFirst();
        AcceptedSignature signature = new AcceptedSignature(
                1,
                0,
                participant,
                participant,
                SignatureKind.WALLET,
                false,
                1,
                payload.digest(),
                Keccak.hash(participant.bytes()),
                loaded.now(),
                MANDATE_UNTIL,
                "sealed",
                "key",
                jws);
        Consent consent = new Consent(participant, participant, 1, false, loaded.now(), MANDATE_UNTIL);
        return ((Decision.Changed) Consents.accept(loaded.closure(), consent, List.of(signature), 1, loaded.now()))
                .change();
    }

    private Change intent(Loaded ready) {
        return Submissions.intend(
                ready.closure(),
                List.of(new SealedFrame(0, 4711, "sealed")),
                ready.closure().round().base().mark(),
                ready.now());
    }

    private Written submit(Closure closure, List<Claim> claims) {
        Claim claim = of(closure, claims);
        return store.write(intent(load(closure)), new Guard.Worker(claim.epoch(), claim.until()))
                .block();
    }

    private Claim claim(Closure closure, Duration lease) {
        return of(closure, claims(lease));
    }

    private Claim of(Closure closure, List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.closure().equals(closure.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<Claim> claims(Duration lease) {
        return claims(lease, Away.none());
    }

    private List<Claim> claims(Duration lease, Away away) {
        return leases.claimDue("test", lease, 100, away, Set.of())
                .map(Claimed::claim)
                .collectList()
                .block();
    }

    private record Event(long number, String type) {}

    private static List<Event> events(Closure closure) {
        return client.sql("SELECT number, type FROM event WHERE closure_id = :id ORDER BY number")
                .bind("id", closure.id().uuid())
                .map(row -> new Event(row.get("number", Long.class), row.get("type", String.class)))
                .all()
                .collectList()
                .block();
    }
}
