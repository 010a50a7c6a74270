package dev.epilogue.web.streams;

import dev.epilogue.access.Principal;
import dev.epilogue.limits.Quotas;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.EventStreams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds how many of this instance's streams. A tenant counts as one, whichever of its keys are used. */
final class Holders {

    private final StreamSettings settings;
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    Holders(StreamSettings settings) {
        this.settings = settings;
    }

    /** Those who ask at the same moment do not count each other's: the limit is against hoards. */
    void admit(Principal principal) {
        int most = settings.most(principal);
        if (held.getOrDefault(Quotas.caller(principal), 0) >= most) {
            throw Problem.of(
                            ProblemCode.RATE_LIMITED,
                            "This caller holds %d event streams here, and more are not possible.".formatted(most))
                    .retryAfter(EventStreams.COME_BACK)
                    .with("limit", "open-streams")
                    .exception();
        }
    }

    void opened(Principal principal) {
        held.merge(Quotas.caller(principal), 1, Integer::sum);
    }

    void closed(Principal principal) {
        held.computeIfPresent(Quotas.caller(principal), (caller, count) -> count > 1 ? count - 1 : null);
    }
}
