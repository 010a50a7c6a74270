package dev.epilogue.closure;

import dev.epilogue.signing.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reminders that somebody's signature is missing, at parts of a round's time that the policy names. None comes once enough have signed, and
 * none in a round's first minute.
 */
public final class Reminders {

    private static final Duration UNASKED = Duration.ofMinutes(1);
    private static final long WHOLE = 100;

    private Reminders() {}

    /**
     * What was told already.
     *
     * @param part the last one of the present round since its time was last set; 0: none
     * @param extendedAt when its time was last set; null: as it was opened
     */
    public record Told(int part, @Nullable Instant extendedAt) {}

    /** Whether one may be due: what was told already has then to be looked up. */
    public static boolean may(Closure closure, Instant now) {
        return due(closure, new Told(0, null), now).isPresent();
    }

    /** The last part of the time that is over and was not told. */
    public static Optional<Integer> due(Closure closure, Told told, Instant now) {
        if (!waits(closure)) {
            return Optional.empty();
        }
        Instant since = told.extendedAt() == null ? closure.round().openedAt() : told.extendedAt();
        return closure.policy().reminders().stream()
                .filter(part -> part > told.part())
                .filter(part ->
                        at(closure, part).isAfter(since) && !at(closure, part).isAfter(now))
                .reduce((earlier, later) -> later);
    }

    /** When there is something to tell next. */
    static Optional<Instant> next(Closure closure, Instant now) {
        return waits(closure)
                ? closure.policy().reminders().stream()
                        .map(part -> at(closure, part))
                        .filter(at -> at.isAfter(now))
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    public static Decision remind(Closure closure, int part, Instant now) {
        Tally tally = closure.tally();
        Set<String> pending = new TreeSet<>();
        closure.quorum().pending(closure.signers()).forEach(participant -> pending.add(participant.checksummed()));
        closure.decliners().forEach(decliner -> pending.remove(decliner.checksummed()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("round", closure.round().number());
        data.put("part", part);
        data.put("deadline", closure.times().deadline().toString());
        data.put("pending", List.copyOf(pending));
        data.put("missingWeight", tally.missingWeight());
        Draft draft = new Draft(closure, now);
        draft.waits(closure.work().waitingFor(), null);
        draft.event(EventType.CLOSURE_REMINDER, data);
        return new Decision.Changed(draft.change());
    }

    private static boolean waits(Closure closure) {
        return closure.status() == ClosureStatus.COLLECTING
                && closure.round().open()
                && !closure.policy().reminders().isEmpty()
                && !closure.tally().reached();
    }

    private static Instant at(Closure closure, int part) {
        Instant opened = closure.round().openedAt();
        Duration whole = Duration.between(opened, closure.times().deadline());
        Instant at = opened.plus(whole.multipliedBy(part).dividedBy(WHOLE));
        return at.isBefore(opened.plus(UNASKED)) ? Instant.MAX : at;
    }
}
