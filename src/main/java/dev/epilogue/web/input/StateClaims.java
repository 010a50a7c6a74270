package dev.epilogue.web.input;

import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.Violation;
import dev.epilogue.value.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a final state says about its session beside the split, as an earlier answer did that was sent back with changes. All of
 * it belongs to a session's definition, which never changes.
 *
 * @param weights by participant
 */
public record StateClaims(
        @Nullable String dialect,
        @Nullable String application,
        @Nullable Long quorum,
        @Nullable Map<Address, Long> weights) {

    /** Whether the session has to be read to know. */
    public boolean any() {
        return dialect != null || application != null || quorum != null || weights != null;
    }

    /** @throws dev.epilogue.problem.ProblemException naming every member that the session contradicts */
    public void check(SessionReading reading) {
        Map<Address, Long> actual = new HashMap<>();
        for (Member member : reading.participants()) {
            actual.put(member.participant(), member.weight());
        }
        List<Violation> violations = new ArrayList<>();
        compare(violations, "dialect", dialect, reading.dialect().wireName());
        compare(violations, "application", application, reading.application());
        compare(violations, "quorum", quorum, reading.quorum());
        compare(violations, "participants", weights, actual);
        if (!violations.isEmpty()) {
            throw Problem.of(ProblemCode.FINAL_STATE_MISMATCH, violations).exception();
        }
    }

    private static void compare(List<Violation> violations, String name, @Nullable Object claimed, Object actual) {
        if (claimed != null && !Objects.equals(claimed, actual)) {
            violations.add(mismatch(name, "The session says otherwise."));
        }
    }

    static Violation mismatch(String name, String detail) {
        return new Violation("finalState." + name, ProblemCode.FINAL_STATE_MISMATCH.wireName(), detail);
    }
}
