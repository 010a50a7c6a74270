package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Operators;
import dev.epilogue.closure.Pace;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.Readback;
import dev.epilogue.closure.Rounds;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Journal;
import dev.epilogue.node.SessionReading;
import dev.epilogue.pipeline.EvidenceReader;
import dev.epilogue.pipeline.PipelineSettings;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.ClosureSearch;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.WorkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an application or an operator does with a closure after its proposal. */
@Service
public class ClosureDesk {

    private final Registrar registrar;
    private final SessionReader sessions;
    private final EvidenceReader evidence;
    private final Journal journal;
    private final ClosureSearch search;
    private final WorkStore work;
    private final Pace pace;
    private final Duration insistAfter;

    ClosureDesk(
            Registrar registrar,
            SessionReader sessions,
            EvidenceReader evidence,
            Journal journal,
            ClosureSearch search,
            WorkStore work,
            PipelineSettings settings) {
        this.registrar = registrar;
        this.sessions = sessions;
        this.evidence = evidence;
        this.journal = journal;
        this.search = search;
        this.work = work;
        this.pace = settings.pace();
        this.insistAfter = settings.insistAfter();
    }

    /** Fails with {@code closure-not-found}. */
    public Mono<Loaded> find(TenantId tenant, ClosureId id) {
        return registrar.find(tenant, id);
    }

    /**
     * The closure as soon as it is as wanted, else as it is when the time is over. Waits on the journal, not on the database.
     */
    public Mono<Loaded> await(TenantId tenant, ClosureId id, Predicate<Closure> wanted, Duration time) {
        return find(tenant, id)
                .flatMap(loaded -> wanted.test(loaded.closure())
                        ? Mono.just(loaded)
                        : changes(tenant, id, loaded.lastEvent())
                                .filter(later -> wanted.test(later.closure()))
                                .next()
                                .take(time)
                                .switchIfEmpty(Mono.defer(() -> find(tenant, id))));
    }

    private Flux<Loaded> changes(TenantId tenant, ClosureId id, long after) {
        return journal.follow(tenant, id, after)
                .onBackpressureLatest()
                .concatMap(event -> registrar.find(tenant, id, event.revision()), 1);
    }

    /**
     * More time. Keeps the round and its signatures while the policy's longest time for a round allows that; else a new round is
     * opened on a fresh reading. An expired or declined closure comes back with a new round.
     *
     * @param ifRevision only if the closure is still at this revision
     */
    public Mono<Loaded> extend(
            TenantId tenant, ClosureId id, Duration by, boolean newRound, Optional<Long> ifRevision) {
        return change(tenant, id, ifRevision, loaded -> {
            Closure closure = loaded.closure();
            Instant deadline = Lifetime.extended(closure, by, loaded.now());
            if (Lifetime.keepsRound(closure, deadline)) {
                return Mono.just(Lifetime.extend(closure, deadline, loaded.now()));
            }
            return Rounds.notReopenable(closure, deadline, newRound, loaded.now())
                    .<Mono<Decision>>map(refusal -> Mono.just(new Decision.Refused(refusal)))
                    .orElseGet(() ->
                            read(closure).map(session -> Rounds.reopen(closure, deadline, session, loaded.now())));
        });
    }

    public Mono<Loaded> cancel(TenantId tenant, ClosureId id, String reason, Optional<Long> ifRevision) {
        return change(
                tenant,
                id,
                ifRevision,
                loaded -> Mono.just(Lifetime.cancel(loaded.closure(), reason, insistAfter, loaded.now())));
    }

    /** Another split: a new round on a fresh reading. */
    public Mono<Loaded> counterPropose(
            TenantId tenant, ClosureId id, CounterProposal proposal, Optional<Long> ifRevision) {
        return change(
                tenant,
                id,
                ifRevision,
                loaded -> read(loaded.closure())
                        .map(session -> Rounds.counterPropose(
                                loaded.closure(),
                                proposal.basedOnRound(),
                                proposal.finalState(),
                                proposal.reason(),
                                session,
                                loaded.now())));
    }

    /** @param basedOnRound the round that the proposer has seen */
    public record CounterProposal(int basedOnRound, FinalState finalState, String reason) {}

    public Mono<Loaded> park(TenantId tenant, ClosureId id, Operators.Act act) {
        return operate(tenant, id, act, (closure, now) -> Operators.park(closure, act.reason(), now));
    }

    public Mono<Loaded> resume(TenantId tenant, ClosureId id, Operators.Act act) {
        return operate(tenant, id, act, Operators::resume);
    }

    /** Reads the node now and draws what conclusions the reading allows. */
    public Mono<Loaded> reconcile(TenantId tenant, ClosureId id, Operators.Act act) {
        return change(
                tenant,
                id,
                Optional.empty(),
                loaded -> looksAt(loaded.closure())
                        ? evidence.readAfresh(loaded.closure())
                                .map(read -> Operators.by(
                                        act,
                                        loaded.closure(),
                                        closure -> Readback.conclude(closure, read, pace, loaded.now()),
                                        loaded.now()))
                        : Mono.just(new Decision.Unchanged()));
    }

    private Mono<Loaded> operate(
            TenantId tenant, ClosureId id, Operators.Act act, BiFunction<Closure, Instant, Decision> decide) {
        return change(
                tenant,
                id,
                Optional.empty(),
                loaded -> Mono.just(Operators.by(
                        act, loaded.closure(), closure -> decide.apply(closure, loaded.now()), loaded.now())));
    }

    /** Newest first; the cursor of the next page is the last one's creation and id. */
    public Mono<List<Loaded>> search(Reach reach, ClosureFilter filter, int limit) {
        return search.find(reach, filter, limit).collectList();
    }

    /** What a closure waits for and who works on it. */
    public Mono<Explained> explain(TenantId tenant, ClosureId id) {
        return find(tenant, id)
                .flatMap(loaded ->
                        work.of(tenant, id, loaded.closure().subject()).map(state -> new Explained(loaded, state)));
    }

    public record Explained(Loaded loaded, WorkStore.State work) {}

    private static boolean looksAt(Closure closure) {
        return closure.status().active() && !closure.session().closed();
    }

    /** For a new round, with what it may predict. */
    private Mono<SessionReading> read(Closure closure) {
        return sessions.read(closure.subject().node(), closure.subject().sessionId())
                .flatMap(read -> sessions.predicting(read, closure.policy()));
    }

    private Mono<Loaded> change(
            TenantId tenant, ClosureId id, Optional<Long> ifRevision, Function<Loaded, Mono<Decision>> decide) {
        return registrar
                .change(
                        tenant,
                        id,
                        loaded -> stale(loaded, ifRevision)
                                .map(problem -> Mono.<Decision>just(new Decision.Refused(problem)))
                                .orElseGet(() -> decide.apply(loaded)))
                .map(Registrar.Settled::loaded);
    }

    private static Optional<Problem> stale(Loaded loaded, Optional<Long> ifRevision) {
        return ifRevision
                .filter(revision -> revision != loaded.closure().revision())
                .map(revision -> Problem.of(
                        ProblemCode.REVISION_MISMATCH,
                        "The closure is at revision " + loaded.closure().revision() + "."));
    }
}
