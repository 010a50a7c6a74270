package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Actor;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opening rounds: the first, the next after somebody moved the session, and counter-proposals. */
public final class Rounds {

    private static final String EXPIRING = "round-expiring";

    private Rounds() {}

    /** Freezes a proposal on what the node showed. */
    static Round open(
            int number, SessionReading reading, Proposal proposal, Policy policy, Instant deadline, Instant now) {
        List<Payload> payloads = freeze(reading, proposal, deadline, now);
        return new Round(
                number,
                now,
                null,
                null,
                signableUntil(reading, payloads, policy, deadline, now),
                Base.of(reading, now),
                proposal,
                payloads);
    }

    private static List<Payload> freeze(SessionReading reading, Proposal proposal, Instant deadline, Instant now) {
        try {
            return DialectRules.of(reading.dialect()).freeze(reading, proposal, deadline, now);
        } catch (IllegalArgumentException unsafe) {
            throw Problem.of(ProblemCode.SESSION_UNSUPPORTED, "No close can be frozen: " + unsafe.getMessage() + ".")
                    .exception();
        }
    }

    /** Null where the round can be signed until the deadline. */
    private static @Nullable Instant signableUntil(
            SessionReading reading, List<Payload> payloads, Policy policy, Instant deadline, Instant now) {
        Instant until = DialectRules.of(reading.dialect())
                .signableUntil(payloads, NodeClock.of(reading, now))
                .orElse(deadline);
        if (!until.isAfter(now)) {
            throw Problem.of(
                            ProblemCode.SESSION_UNSUPPORTED,
                            "The node's clock leaves no time to sign: it shows %s, ours %s."
                                    .formatted(reading.nodeTime(), now))
                    .exception();
        }
        Duration signableFor = policy.signableFor();
        if (signableFor != null && now.plus(signableFor).isBefore(until)) {
            until = now.plus(signableFor);
        }
        return until.isBefore(deadline) ? until : null;
    }

    /** The window of the frozen payloads is over, the closure is not: the same proposal once more. */
    public static Decision renewed(Closure closure, SessionReading reading, Instant now) {
        Draft draft = new Draft(closure, now);
        rebase(draft, reading, Round.WINDOW_LAPSED);
        return new Decision.Changed(draft.change());
    }

    /**
     * Another split is asked for, or an ended closure comes back: a new round on a fresh reading.
     *
     * @param basedOnRound the round that the proposer has seen
     */
    public static Decision counterPropose(
            Closure closure, int basedOnRound, FinalState state, String reason, SessionReading reading, Instant now) {
        Optional<Problem> refusal = refusal(closure, now);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        if (basedOnRound != closure.round().number()) {
            return new Decision.Refused(Problem.of(
                    ProblemCode.ROUND_SUPERSEDED, "Round " + closure.round().number() + " is the current one."));
        }
        return renew(closure, FinalStates.check(reading, state), reason, reading, now);
    }

    /**
     * Why more time cannot be had by {@link #reopen}. It voids what was signed, or brings back what was refused, so it is done for
     * those who asked for it; and no round lasts longer than the policy says.
     *
     * @param newRound whether the caller asked for one
     */
    public static Optional<Problem> notReopenable(Closure closure, Instant deadline, boolean newRound, Instant now) {
        Optional<Problem> refusal = refusal(closure, now);
        if (refusal.isPresent()) {
            return refusal;
        }
        Instant latest = now.plus(closure.policy().maxDeadline());
        if (deadline.isAfter(latest)) {
            return Optional.of(Problem.of(
                            ProblemCode.NOT_EXTENDABLE,
                            "No round may last longer than its policy's maxDeadline, "
                                    + closure.policy().maxDeadline() + ".")
                    .with("latestDeadline", latest.toString())
                    .with("newRoundNeeded", true));
        }
        return newRound
                ? Optional.empty()
                : Optional.of(Problem.of(
                                ProblemCode.NOT_EXTENDABLE,
                                "%s; with \"newRound\": true all sign once more.".formatted(needsAnotherRound(closure)))
                        .with("newRoundNeeded", true));
    }

    private static String needsAnotherRound(Closure closure) {
        return switch (closure.status()) {
            case EXPIRED -> "The closure has expired, and its signatures with it";
            case DECLINED -> "The closure was declined";
            default -> "The signatures of this round do not reach that far";
        };
    }

    /**
     * The same proposal once more, with new signatures: an ended closure comes back, or its time is extended past a round's. Only
     * where {@link #notReopenable} has nothing against it.
     */
    public static Decision reopen(Closure closure, Instant deadline, SessionReading reading, Instant now) {
        Optional<Problem> refusal = refusal(closure, now);
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        Proposal proposal = rebased(closure.round().proposal(), reading)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.NOT_EXTENDABLE,
                                "The session has moved on: the split fits no longer. Propose another one.")
                        .exception());
        return renew(closure, proposal, deadline, "EXTENDED", reading, now);
    }

    private static Decision renew(
            Closure closure, Proposal proposal, String reason, SessionReading reading, Instant now) {
        Instant deadline =
                closure.status().reopenable() || !closure.times().deadline().isAfter(now)
                        ? now.plus(closure.policy().timeout())
                        : closure.times().deadline();
        return renew(closure, proposal, deadline, reason, reading, now);
    }

    private static Decision renew(
            Closure closure, Proposal proposal, Instant deadline, String reason, SessionReading reading, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.event(EventType.ROUND_CLOSED, Map.of("round", closure.round().number(), "reason", reason));
        if (closure.status().reopenable()) {
            draft.reopened(deadline);
        } else {
            draft.move(ClosureStatus.COLLECTING).times(closure.times().deadline(deadline));
        }
        enter(draft, reading, proposal, "SUPERSEDED");
        return new Decision.Changed(draft.change());
    }

    /**
     * Somebody moved the session: the old signatures are worth nothing. The policy says whether there is another try; a split
     * that no longer fits waits for somebody to propose another one.
     */
    static void rebase(Draft draft, SessionReading reading) {
        rebase(draft, reading, "VERSION_MOVED");
    }

    static void rebase(Draft draft, SessionReading reading, String reason) {
        Closure closure = draft.before();
        Round old = closure.round();
        draft.gate(GateMove.RELEASE);
        draft.session(new SessionState(false, null, reading.versionNumber()));
        if (closure.policy().onVersionChange() == Policy.OnVersionChange.FAIL && reason.equals("VERSION_MOVED")) {
            String detail = "Somebody moved the session to version %d.".formatted(reading.versionNumber());
            Hindrance why = EndReason.VERSION_MOVED.at(draft.now(), detail);
            draft.end(ClosureStatus.SUPERSEDED, abandoned(closure), why, false);
            return;
        }
        boolean caused = !reason.equals(Round.WINDOW_LAPSED);
        if (caused && spent(closure) >= closure.policy().maxRounds()) {
            String detail = "The session was moved in the last of %d rounds.".formatted(spent(closure));
            Hindrance why = EndReason.ROUNDS_SPENT.at(draft.now(), detail);
            draft.end(ClosureStatus.SUPERSEDED, abandoned(closure), why, false);
            return;
        }
        draft.event(EventType.ROUND_CLOSED, Map.of("round", old.number(), "reason", reason));
        draft.move(ClosureStatus.COLLECTING);
        boolean late = !draft.now().isBefore(closure.times().deadline());
        Optional<Proposal> proposal = late ? Optional.empty() : rebased(old.proposal(), reading);
        if (proposal.isPresent()) {
            enter(draft, reading, proposal.get(), reason);
        } else {
            closure.consents().forEach(consent -> draft.remove(consent.participant()));
            draft.closeRound(reason).consents(List.of()).submissions(Submissions::dead);
            draft.waits(WaitingFor.PROPOSAL, closure.times().deadline());
        }
    }

    /** Rounds that somebody caused. One whose window was over was followed by the next because of the time alone. */
    private static long spent(Closure closure) {
        return closure.rounds().stream()
                .filter(round -> !Round.WINDOW_LAPSED.equals(round.closedBecause()))
                .count();
    }

    /** The window of a round that cannot last until the deadline is nearly over: told once, while there is time to sign. */
    public static Optional<Decision> expiring(Closure closure, Instant now) {
        Instant until = closure.round().signableUntil();
        if (until == null || now.isBefore(closure.round().expiringAt(until)) || told(closure)) {
            return Optional.empty();
        }
        List<String> pending = closure.subject().definition().members().stream()
                .map(SessionReading.Member::participant)
                .filter(participant -> closure.consentOf(participant).isEmpty())
                .map(Address::checksummed)
                .toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("round", closure.round().number());
        data.put("signableUntil", until.toString());
        data.put("pending", pending);
        String detail = "Round %d can be signed until %s; after that everybody has to sign again."
                .formatted(closure.round().number(), until);
        Draft draft = new Draft(closure, now);
        draft.event(EventType.ROUND_EXPIRING, data);
        draft.hindered(
                WaitingFor.SIGNATURES,
                new Hindrance(EXPIRING, detail, Actor.PARTICIPANT, now),
                closure.work().attempts(),
                Duration.between(now, until));
        return Optional.of(new Decision.Changed(draft.change()));
    }

    /** When a round that is open has to be looked at. */
    static Instant lookAt(Closure closure) {
        Instant until = closure.round().signableUntil();
        return until != null && closure.round().open() && !told(closure)
                ? closure.round().expiringAt(until)
                : closure.collectingUntil();
    }

    private static boolean told(Closure closure) {
        Hindrance problem = closure.work().problem();
        return problem != null && problem.code().equals(EXPIRING);
    }

    private static void enter(Draft draft, SessionReading reading, Proposal proposal, String because) {
        Closure closure = draft.before();
        Round old = closure.round();
        Instant deadline = draft.current().times().deadline();
        Round round = open(old.number() + 1, reading, proposal, closure.policy(), deadline, draft.now());
        draft.freshRound(round, because);
        draft.session(new SessionState(false, null, reading.versionNumber()));
        draft.waits(WaitingFor.SIGNATURES, null);
        draft.event(EventType.ROUND_OPENED, opened(round, changes(old.proposal(), proposal)));
    }

    /** A proposal as it stands follows the session; an explicit split is kept where participants and totals still fit. */
    private static Optional<Proposal> rebased(Proposal proposal, SessionReading reading) {
        if (proposal.asItStands()) {
            return Optional.of(FinalStates.asItStands(reading, proposal.sessionData()))
                    .filter(whole -> FinalStates.distributesAll(reading, whole));
        }
        boolean fits = FinalStates.totals(proposal.allocations()).equals(FinalStates.totals(reading.allocations()));
        return fits
                ? Optional.of(
                        new Proposal(FinalStates.complete(reading, proposal.nonZero()), proposal.sessionData(), false))
                : Optional.empty();
    }

    private static Optional<Problem> refusal(Closure closure, Instant now) {
        ClosureStatus status = closure.status();
        Instant until = closure.times().reopenableUntil();
        boolean possible = status == ClosureStatus.COLLECTING
                || status == ClosureStatus.READY
                || (status.reopenable() && until != null && now.isBefore(until));
        if (!possible) {
            return Optional.of(Lifetime.notChangeable(closure));
        }
        if (closure.paidOut()) {
            return Optional.of(Problem.of(ProblemCode.ROUND_SEALED, "The split is booked; only the close is left."));
        }
        if (spent(closure) >= closure.policy().maxRounds()) {
            return Optional.of(Problem.of(
                    ProblemCode.NOT_EXTENDABLE,
                    "The policy allows " + closure.policy().maxRounds() + " rounds, and this is the last."));
        }
        return Optional.empty();
    }

    private static Outcome abandoned(Closure closure) {
        return closure.paidOut() ? Outcome.PAID_OUT_OPEN : Outcome.NONE;
    }

    static Map<String, Object> opened(Round round, List<Map<String, Object>> changes) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("round", round.number());
        data.put("versionNumber", round.base().versionNumber() + 1);
        data.put("payloads", round.required().size());
        data.put("changes", changes);
        return data;
    }

    /** What differs for a signer, entry by entry. */
    public static List<Map<String, Object>> changes(Proposal from, Proposal to) {
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Allocation entry : to.allocations()) {
            var old = from.amountOf(entry.participant(), entry.asset());
            if (!Objects.equals(old, entry.amount())) {
                changes.add(Map.of(
                        "participant", entry.participant().checksummed(),
                        "asset", entry.asset(),
                        "from", old.text(),
                        "to", entry.amount().text()));
            }
        }
        return changes;
    }
}
