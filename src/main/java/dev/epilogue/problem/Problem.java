package dev.epilogue.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal.
 *
 * @param detail for a reader; never contains keys, tokens, signatures or foreign error text
 * @param members what an answer carries beside the standard members, as {@code closureId}
 */
public record Problem(
        ProblemCode code,
        String detail,
        @Nullable Duration retryAfter,
        List<Violation> violations,
        Map<String, Object> members) {

    public Problem {
        violations = List.copyOf(violations);
        members = Map.copyOf(members);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, List.of(), Map.of());
    }

    public static Problem of(ProblemCode code, String path, String detail) {
        return new Problem(code, detail, null, List.of(new Violation(path, code.wireName(), detail)), Map.of());
    }

    /** The first violation gives code and detail. */
    public static Problem of(ProblemCode code, List<Violation> violations) {
        return new Problem(code, violations.getFirst().detail(), null, violations, Map.of());
    }

    public Problem retryAfter(Duration time) {
        return new Problem(code, detail, time, violations, members);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(members);
        more.put(member, value);
        return new Problem(code, detail, retryAfter, violations, more);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }
}
