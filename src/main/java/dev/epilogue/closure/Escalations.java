package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Tally;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Protecting participants on chain: how a closure comes into it, what it makes of what happens there, and how it leaves. Nothing
 * here sends; each protection is a row that is worked on by itself.
 */
public final class Escalations {

    private static final String UNSERVED = "unserved";

    private Escalations() {}

    /** Whether a closure may take protections up now, or take up more of them. */
    public static boolean possible(Closure closure, Instant now) {
        return switch (closure.status()) {
            case COLLECTING, READY, SETTLING, ESCALATING -> true;
            case EXPIRED -> {
                Instant until = closure.times().reopenableUntil();
                yield until != null && now.isBefore(until);
            }
            case SUBMITTING, SETTLED, PROTECTED, DECLINED, CANCELLED, SUPERSEDED, PARKED -> false;
        };
    }

    /**
     * The plan is stored, and with it the rows that will be worked on. A round of a closure that was already {@code READY} ends:
     * consent is not exercised days later. Any other open round goes on taking signatures.
     *
     * @param because {@code DEADLINE}, {@code UNSENT}, {@code UNSERVED} or {@code REQUEST}
     */
    public static Change begin(Closure closure, List<Protection> plan, String because, Instant now) {
        Draft draft = new Draft(closure, now);
        switch (closure.status()) {
            case ESCALATING -> {}
            case EXPIRED -> draft.resumed(ClosureStatus.ESCALATING);
            case READY -> draft.closeRound("UNSENT").move(ClosureStatus.ESCALATING);
            default -> draft.move(ClosureStatus.ESCALATING);
        }
        List<Protection> all = new ArrayList<>(closure.protections());
        all.addAll(plan);
        draft.protections(all).waits(WaitingFor.CHAIN, now);
        draft.event(
                EventType.ESCALATION_STARTED,
                Map.of(
                        "because",
                        because,
                        "protections",
                        plan.stream().map(EscalationEvents::describe).toList()));
        return draft.change();
    }

    /**
     * The policy asks for protection, but none is possible: the closure expires, and says why nothing was undertaken.
     *
     * @param reasons one entry for each channel, or one for all
     */
    public static Change unprotected(Closure closure, List<Map<String, Object>> reasons, Instant now) {
        Draft draft = new Draft(closure, now);
        draft.event(EventType.ESCALATION_REFUSED, Map.of("reasons", List.copyOf(reasons)));
        Lifetime.expire(draft, closure.status() == ClosureStatus.READY ? EndReason.UNSENT : EndReason.DEADLINE_PASSED);
        return draft.change();
    }

    /**
     * Whether a chain that does not answer is asked again before the closure ends unprotected. Time alone does not spend the patience: a clock
     * that leaps, or a service that was away, would spend it without a question.
     *
     * @param patience after the deadline
     */
    public static boolean asksAgain(Closure closure, Duration patience, Pace pace, Instant now) {
        return now.isBefore(closure.times().deadline().plus(patience))
                || closure.work().attempts() < pace.attempts();
    }

    /** The chain could not be asked what is possible: looked at again soon. */
    public static Change unasked(Closure closure, String detail, Pace pace, Instant now) {
        int attempts = closure.work().attempts() + 1;
        Draft draft = new Draft(closure, now);
        draft.hindered(
                WaitingFor.CHAIN,
                new Hindrance("chain-unavailable", detail, Actor.OPERATOR, now),
                attempts,
                pace.pause(attempts));
        return draft.change();
    }

    /**
     * The session is closed, the node does not serve, and nothing can be protected on chain. Told once; the closure goes on settling
     * until its time is over, and is looked at again meanwhile.
     *
     * @param reasons one entry for each channel, or one for all
     */
    public static Change unservedUnprotected(Closure closure, List<Map<String, Object>> reasons, Instant now) {
        return new Draft(closure, now)
                .anomaly(UNSERVED)
                .event(EventType.ESCALATION_REFUSED, Map.of("because", "UNSERVED", "reasons", List.copyOf(reasons)))
                .waits(closure.work().waitingFor(), now)
                .change();
    }

    /**
     * The policy asks for protection, but some channels are not looked after.
     *
     * @param channels one entry for each, with its reason
     */
    public static Change unwatched(Closure closure, List<Map<String, Object>> channels, Instant now) {
        return new Draft(closure, now)
                .event(EventType.ESCALATION_UNWATCHED, Map.of("channels", List.copyOf(channels)))
                .change();
    }

    /** Whether it was told already that nothing can be protected. */
    public static boolean toldUnserved(Closure closure) {
        return closure.findings().anomalies().contains(UNSERVED);
    }

    /** Consensus came late: what was not sent yet is to be taken back, so that the session can be closed after all. */
    public static boolean consensusWaits(Closure closure, Instant now) {
        return closure.status() == ClosureStatus.ESCALATING
                && !closure.session().closed()
                && closure.round().open()
                && tally(closure, now).reached();
    }

    /**
     * What the rows say now.
     *
     * @param rows every protection of the closure, as its row has it
     * @param nextLook when the rows are looked at again, whoever rings or does not
     */
    public static Decision follow(Closure closure, List<Protection> rows, Instant nextLook, Instant now) {
        List<Protection> merged = merged(closure.protections(), rows);
        if (merged.equals(closure.protections())) {
            return new Decision.Unchanged();
        }
        Draft draft = new Draft(closure, now);
        draft.protections(merged).waits(WaitingFor.CHAIN, nextLook);
        Map<UUID, Protection> before = byId(closure.protections());
        merged.forEach(protection -> EscalationEvents.tell(draft, before.get(protection.id()), protection));
        return new Decision.Changed(draft.change());
    }

    public static boolean pending(Closure closure) {
        return closure.protections().stream().anyMatch(Protection::pending);
    }

    /**
     * Nothing is under way any more: back to closing where consensus stands, else protected where a contract has paid out, else
     * expired.
     *
     * @param evidence of the session, where the node could be read
     */
    public static Decision leave(Closure closure, Optional<Evidence> evidence, Pace pace, Instant now) {
        if (closure.session().closed()) {
            return closedSession(new Draft(closure, now));
        }
        if (evidence.isPresent() && evidence.get() instanceof Evidence.Closed closed) {
            return ClosedSession.conclude(closure, closed, pace, now);
        }
        Draft draft = new Draft(closure, now);
        Tally tally = tally(closure, now);
        Instant deadline = closure.times().deadline();
        if (closure.round().open() && tally.reached()) {
            draft.times(draft.current().times().deadline(deadline.isAfter(now) ? deadline : now));
            Consents.ready(draft, tally);
        } else if (closure.protections().stream().anyMatch(Protection::finalised)) {
            draft.end(ClosureStatus.PROTECTED, Outcome.CHALLENGED, paidOut(draft), false);
        } else if (closure.round().open() && now.isBefore(deadline)) {
            return waiting(draft, deadline);
        } else {
            Lifetime.expire(draft, EndReason.DEADLINE_PASSED);
        }
        return new Decision.Changed(draft.change());
    }

    private static Decision closedSession(Draft draft) {
        if (draft.before().protections().stream().anyMatch(Protection::finalised)) {
            draft.end(ClosureStatus.PROTECTED, Outcome.CHALLENGED, paidOut(draft), true);
        } else {
            draft.move(ClosureStatus.SETTLING);
            Settling.resume(draft);
        }
        return new Decision.Changed(draft.change());
    }

    private static Hindrance paidOut(Draft draft) {
        return EndReason.PROTECTED_ON_CHAIN.at(
                draft.now(), "A contract has paid out channels of the participants; see the protections.");
    }

    private static Decision waiting(Draft draft, Instant deadline) {
        boolean waitsAlready = deadline.equals(draft.before().work().dueAt());
        draft.waits(WaitingFor.SIGNATURES, deadline);
        return waitsAlready ? new Decision.Unchanged() : new Decision.Changed(draft.change());
    }

    /** At the deadline a quorum may do where everybody was asked for before. */
    static Tally tally(Closure closure, Instant now) {
        return now.isBefore(closure.times().deadline())
                ? closure.tally()
                : closure.quorum().atDeadline().tally(closure.signers());
    }

    /** A row that is not there any more is as it was seen last. */
    private static List<Protection> merged(List<Protection> known, List<Protection> rows) {
        Map<UUID, Protection> seen = byId(rows);
        return known.stream()
                .map(protection -> seen.getOrDefault(protection.id(), protection))
                .toList();
    }

    private static Map<UUID, Protection> byId(List<Protection> protections) {
        return protections.stream().collect(Collectors.toMap(Protection::id, Function.identity()));
    }

    /** Whether a protection of the channel is under way, so that no second one is begun. */
    public static boolean pendingFor(Closure closure, Hash32 channelId) {
        return closure.protections().stream()
                .anyMatch(protection ->
                        protection.pending() && protection.target().channelId().equals(channelId));
    }
}
