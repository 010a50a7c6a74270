package dev.epilogue.escalation;

import dev.epilogue.chain.ChainException;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.ProblemException;
import java.util.concurrent.TimeoutException;

/** What is nobody's mistake: a chain or a node did not answer, or cannot be believed at present. */
final class Outages {

    private Outages() {}

    static boolean caused(Throwable failure) {
        return failure instanceof ChainException
                || failure instanceof NodeException
                || failure instanceof ProblemException
                || failure instanceof TimeoutException
                || failure instanceof ChainMissing;
    }
}
