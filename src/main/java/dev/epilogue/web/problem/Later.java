package dev.epilogue.web.problem;

import dev.epilogue.problem.Problem;
import org.springframework.http.HttpHeaders;

/**
 * When somebody who is sent away may come again. Whoever is sent away before his call was counted, or by what no bucket counts, finds the
 * same fields as by an empty bucket: nothing is left, until then.
 */
final class Later {

    private static final String RATE_LIMIT = "RateLimit";
    private static final String POLICY = "RateLimit-Policy";

    private Later() {}

    static void tell(HttpHeaders headers, Problem problem, ProblemDocument document) {
        Long seconds = document.retryAfterSeconds();
        if (seconds == null) {
            return;
        }
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        if (document.sendsAway() && !headers.containsHeader(RATE_LIMIT)) {
            String name = '"' + name(problem) + '"';
            headers.set(POLICY, name + ";q=0;w=" + seconds);
            headers.set(RATE_LIMIT, name + ";r=0;t=" + seconds);
        }
    }

    private static String name(Problem problem) {
        return problem.members().get("limit") instanceof String limit
                ? limit
                : problem.code().wireName();
    }
}
