package dev.epilogue.node;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Hooks;

/**
 * Failures that come when nobody waits for them any more. Where a peer goes away, a deadline and the loss of the connection often
 * race, and the loser is dropped: that is told by the link already, and is no fault of ours. Whatever else is dropped is one.
 */
@Component
public final class OrdinaryOutages {

    private static final Logger LOG = LoggerFactory.getLogger(OrdinaryOutages.class);

    OrdinaryOutages() {
        install();
    }

    /** For the whole process, and so once is enough. */
    public static void install() {
        Hooks.onErrorDropped(OrdinaryOutages::dropped);
    }

    private static void dropped(Throwable failure) {
        if (ordinary(failure)) {
            LOG.debug("nobody waits any more for: {}", failure.toString());
        } else {
            LOG.error("a failure that nobody waits for", failure);
        }
    }

    static boolean ordinary(Throwable failure) {
        return switch (failure) {
            case NodeException node -> true;
            case IOException connection -> true;
            case TimeoutException late -> true;
            case RejectedExecutionException ended -> true;
            default -> failure.getCause() != null && failure.getCause() != failure && ordinary(failure.getCause());
        };
    }
}
