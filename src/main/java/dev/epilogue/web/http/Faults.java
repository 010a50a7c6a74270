package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that is wrong with a request, collected before it is refused. */
public final class Faults {

    /** Beyond these an answer would only be longer than what was asked. */
    private static final int MOST_TOLD = 100;

    private final List<Violation> violations = new ArrayList<>();

    public void invalid(String path, String detail) {
        violations.add(new Violation(path, ProblemCode.INVALID_PARAMETER.wireName(), detail));
    }

    public void unknown(String path) {
        violations.add(new Violation(path, ProblemCode.UNKNOWN_MEMBER.wireName(), "There is no such member here."));
    }

    public boolean at(String path) {
        return violations.stream().anyMatch(violation -> violation.path().equals(path));
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /**
     * A member that nobody knows names the whole problem: it may be a misspelt one.
     *
     * @throws dev.epilogue.problem.ProblemException when anything is wrong
     */
    public void check() {
        if (violations.isEmpty()) {
            return;
        }
        boolean unknown = violations.stream()
                .anyMatch(violation -> violation.code().equals(ProblemCode.UNKNOWN_MEMBER.wireName()));
        ProblemCode code = unknown ? ProblemCode.UNKNOWN_MEMBER : ProblemCode.INVALID_PARAMETER;
        List<Violation> told = violations.stream().limit(MOST_TOLD).toList();
        throw new Problem(code, detail(), null, told, Map.of()).exception();
    }

    private String detail() {
        Violation first = violations.getFirst();
        String more = violations.size() == 1 ? "" : " (" + (violations.size() - 1) + " more)";
        return first.path() + ": " + first.detail() + more;
    }
}
