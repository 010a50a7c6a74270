package dev.epilogue.closure;

import dev.epilogue.node.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * After a proved close: the participants' channels are brought as far as the policy asks. Nobody holds anybody up, and nothing of it
 * touches the outcome.
 */
public final class Settling {

    /** Channel updates ring when they have moved; this is how long a lost ring can go unnoticed. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private Settling() {}

    /** Whether the policy asks for more than the proof of the credits. */
    public static boolean follows(Closure closure) {
        return closure.policy().channelUpdate() != Policy.ChannelUpdate.VERIFY
                && !closure.settlement().isEmpty();
    }

    /** Whether a node of this dialect has what the mode brings about. */
    public static boolean possible(Dialect dialect, Policy.ChannelUpdate mode) {
        boolean keepsStates = dialect == Dialect.NITRONODE_V1;
        return switch (mode) {
            case VERIFY -> true;
            case ACKNOWLEDGE, CHECKPOINT -> keepsStates;
            case RESIZE, CLOSE_CHANNEL -> !keepsStates;
        };
    }

    /** Whether it takes a transaction. */
    public static boolean needsChain(Policy.ChannelUpdate mode) {
        return mode != Policy.ChannelUpdate.VERIFY && mode != Policy.ChannelUpdate.ACKNOWLEDGE;
    }

    /** Until when participants are waited for. */
    public static Instant until(Closure closure) {
        Instant closedAt = Objects.requireNonNull(closure.session().closedAt(), "a proved close has a time");
        return closedAt.plus(closure.policy().settleFor());
    }

    public static boolean over(Closure closure, Instant now) {
        return !now.isBefore(until(closure));
    }

    /** Whether it is channels that are waited for, and not proof. */
    public static boolean atChannels(Closure closure) {
        return closure.work().waitingFor() == WaitingFor.CHANNELS;
    }

    /** Everything about the money is proved: what is left are channels, or nothing. */
    static void goOn(Draft draft, Outcome outcome) {
        if (follows(draft.current())) {
            draft.waits(WaitingFor.CHANNELS, draft.now());
        } else {
            draft.end(ClosureStatus.SETTLED, outcome);
        }
    }

    /** Back from what was undertaken on chain, to what was waited for before. */
    static void resume(Draft draft) {
        Closure closure = draft.current();
        boolean atChannelsBefore = closure.settlement().stream().anyMatch(line -> line.step() != null);
        if (atChannelsBefore || ClosedSession.recountAfter(closure).isEmpty()) {
            goOn(draft, Objects.requireNonNull(closure.outcome(), "a proved close has an outcome"));
        } else {
            draft.waits(WaitingFor.PROOF, draft.now());
        }
    }

    /** @param facts of every channel update that the closure asked for; a line without one is waited for */
    public static Decision fold(Closure closure, List<ChannelFact> facts, Instant now) {
        Draft draft = new Draft(closure, now);
        List<SettlementLine> lines = new ArrayList<>();
        boolean allEnded = true;
        for (SettlementLine line : closure.settlement()) {
            ChannelFact fact = facts.stream()
                    .filter(each -> each.concerns(line))
                    .findFirst()
                    .orElse(null);
            lines.add(fact == null ? line : line.following(fact));
            allEnded &= fact != null && fact.ended();
        }
        boolean over = over(closure, now);
        List<SettlementLine> settled =
                over ? lines.stream().map(SettlementLine::givenUp).toList() : lines;
        boolean ended = over || allEnded;
        if (!ended && settled.equals(closure.settlement())) {
            return new Decision.Unchanged();
        }
        draft.settlement(settled);
        moved(closure.settlement(), settled).forEach(line -> draft.event(EventType.CHANNEL_UPDATED, event(line)));
        if (ended) {
            draft.end(
                    ClosureStatus.SETTLED, Objects.requireNonNull(closure.outcome(), "a proved close has an outcome"));
        } else {
            draft.waits(WaitingFor.CHANNELS, lookAgain(closure, now));
        }
        return new Decision.Changed(draft.change());
    }

    /** When to look though nobody rang. */
    public static Instant lookAgain(Closure closure, Instant now) {
        Instant next = now.plus(LOOK_AGAIN);
        return next.isBefore(until(closure)) ? next : until(closure);
    }

    private static List<SettlementLine> moved(List<SettlementLine> before, List<SettlementLine> after) {
        return after.stream().filter(line -> !before.contains(line)).toList();
    }

    private static Map<String, Object> event(SettlementLine line) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("participant", line.participant().checksummed());
        data.put("asset", line.asset());
        data.put("amount", line.amount().text());
        data.put("status", line.status().name());
        if (line.channelId() != null) {
            data.put("channelId", line.channelId().hex());
        }
        ChannelStep step = line.step();
        if (step != null) {
            data.put("updateId", step.update().toString());
            data.put("update", step.status());
        }
        if (step != null && step.detail() != null) {
            data.put("detail", step.detail());
        }
        GivenChallenge challenge = step == null ? null : step.challenge();
        if (challenge != null) {
            data.put("escalationPack", challenge.fate().name());
        }
        if (challenge != null && challenge.reason() != null) {
            data.put("escalationPackReason", challenge.reason());
        }
        return data;
    }
}
