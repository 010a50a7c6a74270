package dev.epilogue.web.closures;

import dev.epilogue.closure.Definition;
import dev.epilogue.closure.Subject;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.Violation;
import dev.epilogue.value.Address;
import java.util.ArrayList;
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

    /** @throws dev.epilogue.problem.ProblemException naming every member that the session contradicts */
    public void check(SessionReading reading) {
        check(reading.dialect(), reading.application(), new Definition(reading.quorum(), reading.participants()));
    }

    /** @throws dev.epilogue.problem.ProblemException naming every member that the session contradicts */
    public void check(Subject subject) {
        check(subject.dialect(), subject.application(), subject.definition());
    }

    private void check(Dialect actualDialect, String actualApplication, Definition definition) {
        List<Violation> violations = new ArrayList<>();
        compare(violations, "dialect", dialect, actualDialect.wireName());
        compare(violations, "application", application, actualApplication);
        compare(violations, "quorum", quorum, definition.quorum());
        compare(violations, "participants", weights, definition.weights());
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
