package dev.epilogue.escalation;

import dev.epilogue.chain.ChainException;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.work.Rest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What is nobody's mistake: a chain or a node did not answer, or cannot be believed at present. */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private Outages() {}

    /** Nobody's attempt: nothing was learnt, and it is looked again. Whatever else failed is the worker's own failure. */
    static Mono<Rest> outlasted(Throwable failure, String what, Duration pause) {
        if (!caused(failure)) {
            return Mono.error(failure);
        }
        LOG.warn("{} could not be looked at: {}", what, failure.toString());
        return Mono.just(Rest.of(pause));
    }

    static boolean caused(Throwable failure) {
        return failure instanceof ChainException
                || failure instanceof NodeException
                || failure instanceof ProblemException
                || failure instanceof TimeoutException
                || failure instanceof ChainMissing;
    }
}
