package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A closure while a rule rewrites it. Every move is checked against {@link Transitions}; {@link #change} hands out the result
 * with one revision more. Used by one rule at a time, never shared.
 */
final class Draft {

    private final Closure before;
    private final Instant now;
    private ClosureStatus status;
    private @Nullable ClosureStatus parkedFrom;
    private @Nullable Outcome outcome;
    private Times times;
    private List<Round> rounds;
    private List<Consent> consents;
    private List<Decline> declines;
    private Asking asking;
    private List<Submission> submissions;
    private SessionState session;
    private List<SettlementLine> settlement;
    private Findings findings;
    private List<Protection> protections;
    private Work work;
    private final List<ClosureEvent> events = new ArrayList<>();
    private final List<AcceptedSignature> signatures = new ArrayList<>();
    private final Set<Address> removed = new LinkedHashSet<>();
    private final Set<Address> declinesRemoved = new LinkedHashSet<>();
    private List<SealedFrame> frames = List.of();
    private GateMove gate = GateMove.KEEP;
    private boolean destroyKey;

    Draft(Closure before, Instant now) {
        this.before = before;
        this.now = now;
        this.status = before.status();
        this.parkedFrom = before.parkedFrom();
        this.outcome = before.outcome();
        this.times = before.times().updated(now);
        this.rounds = before.rounds();
        this.consents = before.consents();
        this.declines = before.declines();
        this.asking = before.asking();
        this.submissions = before.submissions();
        this.session = before.session();
        this.settlement = before.settlement();
        this.findings = before.findings();
        this.protections = before.protections();
        this.work = before.work();
    }

    Closure before() {
        return before;
    }

    Instant now() {
        return now;
    }

    ClosureStatus status() {
        return status;
    }

    Closure current() {
        return new Closure(
                before.id(),
                before.tenant(),
                before.subject(),
                before.policy(),
                before.reference(),
                before.memo(),
                status,
                parkedFrom,
                outcome,
                before.revision() + 1,
                times,
                rounds,
                consents,
                declines,
                asking,
                submissions,
                session,
                settlement,
                findings,
                protections,
                work,
                before.sight());
    }

    Draft move(ClosureStatus to) {
        if (!Transitions.allowed(status, to)) {
            throw new IllegalStateException("no exit from " + status + " to " + to);
        }
        status = to;
        return this;
    }

    Draft event(EventType type, Map<String, Object> data) {
        events.add(new ClosureEvent(type, status, data));
        return this;
    }

    Draft round(Round round) {
        List<Round> all = new ArrayList<>(rounds);
        if (round.number() == all.getLast().number()) {
            all.removeLast();
        }
        all.add(round);
        rounds = all;
        return this;
    }

    /** A round's end takes its consents, refusals and unsent payloads with it. */
    Draft freshRound(Round round, String because) {
        int old = rounds.getLast().number();
        consents.forEach(consent -> asking = asking.signedOnce(old, consent));
        declines.forEach(decline -> asking = asking.declinedOnce(old, decline));
        round(rounds.getLast().closed(now, because));
        round(round);
        consents = List.of();
        declines = List.of();
        submissions = round.required().stream().map(Submission::pending).toList();
        settlement = Settlements.expected(round);
        return this;
    }

    Draft consents(List<Consent> consents) {
        this.consents = consents;
        return this;
    }

    Draft declines(List<Decline> declines) {
        this.declines = declines;
        return this;
    }

    Draft submissions(UnaryOperator<Submission> change) {
        submissions = submissions.stream().map(change).toList();
        return this;
    }

    Draft session(SessionState session) {
        this.session = session;
        return this;
    }

    Draft settlement(List<SettlementLine> settlement) {
        this.settlement = settlement;
        return this;
    }

    /** The round goes on, on a newer reading of the session. */
    Draft rebased(Round round) {
        round(round);
        submissions = submissions.stream()
                .map(submission -> submission.at(round.base().versionNumber() + 1 + submission.index()))
                .toList();
        return this;
    }

    Draft protections(List<Protection> protections) {
        this.protections = protections;
        return this;
    }

    Draft anomaly(String anomaly) {
        findings = findings.withAnomaly(anomaly);
        return this;
    }

    Draft times(Times times) {
        this.times = times.updated(now);
        return this;
    }

    Draft outcome(Outcome outcome) {
        this.outcome = outcome;
        return this;
    }

    Draft add(List<AcceptedSignature> accepted) {
        signatures.addAll(accepted);
        return this;
    }

    Draft opened(Address participant) {
        asking = asking.opened(participant, now);
        return this;
    }

    Draft remove(Address participant) {
        before.consentOf(participant)
                .ifPresent(consent -> asking = asking.signedOnce(before.round().number(), consent));
        removed.add(participant);
        return this;
    }

    Draft declineTakenBack(Address participant) {
        declinesRemoved.add(participant);
        return this;
    }

    Draft frames(List<SealedFrame> frames) {
        this.frames = frames;
        return this;
    }

    Draft gate(GateMove move) {
        this.gate = move;
        return this;
    }

    /** Progress: what hindered before is forgotten. */
    Draft waits(@Nullable WaitingFor waitingFor, @Nullable Instant dueAt) {
        work = new Work(dueAt, 0, waitingFor, null);
        return this;
    }

    /** A further move of the same attempt: what hindered before counts until something succeeds. */
    Draft proceeds(WaitingFor waitingFor, Instant dueAt) {
        work = new Work(dueAt, work.attempts(), waitingFor, work.problem());
        return this;
    }

    /** No progress: look again after a pause that grows with the attempts. */
    Draft hindered(WaitingFor waitingFor, Hindrance hindrance, int attempts, Duration pause) {
        work = new Work(now.plus(pause), attempts, waitingFor, hindrance.after(work.problem()));
        return this;
    }

    Draft dueAt(Instant at) {
        work = work.dueAt(at);
        return this;
    }

    /** Not later than that. */
    Draft dueWithin(Duration most) {
        Instant latest = now.plus(most);
        return work.dueAt() == null || work.dueAt().isAfter(latest) ? dueAt(latest) : this;
    }

    Draft park(ParkReason reason, String detail) {
        parkedFrom = status;
        move(ClosureStatus.PARKED);
        Hindrance hindrance = new Hindrance(reason.code(), detail, Actor.OPERATOR, now);
        work = new Work(null, work.attempts(), WaitingFor.OPERATOR, hindrance);
        return event(EventType.CLOSURE_PARKED, Map.of("code", reason.code(), "detail", detail));
    }

    Draft unparked(ClosureStatus to) {
        move(to);
        parkedFrom = null;
        return this;
    }

    /** As it proposed, whoever closed the session: its evidence is to stay readable. */
    Draft end(ClosureStatus to, Outcome how) {
        closeRound("ENDED");
        move(to);
        return over(how, null, true);
    }

    /** For good, and otherwise than it proposed. Nothing of it may be used any more, unless a close is proved. */
    Draft end(ClosureStatus to, Outcome how, Hindrance why, boolean keepEvidence) {
        closeRound("ENDED");
        move(to);
        return over(how, why, keepEvidence);
    }

    /** The last word of a closure whose status says already that it has ended. */
    Draft over(Outcome how, @Nullable Hindrance why, boolean keepEvidence) {
        outcome = how;
        times = times.ended(times.endedAt() == null ? now : times.endedAt(), null);
        work = new Work(null, 0, null, why);
        destroyKey = !keepEvidence;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", how.name());
        return event(EventType.CLOSURE_ENDED, because(data, why));
    }

    /** Ended for now: a new round may bring it back until then. */
    Draft pause(ClosureStatus to, EventType type, Map<String, Object> data, Hindrance why) {
        Instant until = now.plus(before.policy().reopenFor());
        closeRound(to.name());
        move(to);
        outcome = before.paidOut() ? Outcome.PAID_OUT_OPEN : Outcome.NONE;
        times = times.ended(now, until);
        work = new Work(until, 0, null, why);
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.put("reopenableUntil", until.toString());
        return event(type, because(all, why));
    }

    /** Ended by a caller while a frame of it may still run: without an outcome before that is proved. */
    Draft abandon(Hindrance why) {
        closeRound(EndReason.CANCELLED.name());
        move(ClosureStatus.CANCELLED);
        times = times.ended(now, null);
        work = new Work(null, 0, WaitingFor.PROOF, why);
        return this;
    }

    private static Map<String, Object> because(Map<String, Object> data, @Nullable Hindrance why) {
        if (why != null) {
            data.put("reason", why.code());
            data.put("detail", why.detail());
        }
        return data;
    }

    Draft reopened(Instant deadline) {
        move(ClosureStatus.COLLECTING);
        outcome = null;
        times = times.reopened(deadline);
        return this;
    }

    /** Taken up again, without a new round. */
    Draft resumed(ClosureStatus to) {
        move(to);
        outcome = null;
        times = times.reopened(times.deadline());
        return this;
    }

    Draft destroyKey() {
        destroyKey = true;
        return this;
    }

    Draft closeRound(String because) {
        return round(rounds.getLast().closed(now, because));
    }

    /** Whoever rests without having said until when is looked at all the same, save where nothing is left to look at. */
    private Work looked() {
        if (work.dueAt() != null || destroyKey) {
            return work;
        }
        return work.dueAt(NextLook.of(current(), now).orElse(null));
    }

    Change change() {
        work = looked();
        return new Change(before, current(), events, signatures, removed, declinesRemoved, frames, gate, destroyKey);
    }
}
