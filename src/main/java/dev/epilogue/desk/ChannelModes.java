package dev.epilogue.desk;

import dev.epilogue.chain.Chains;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Settling;
import dev.epilogue.node.Dialect;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import org.springframework.stereotype.Component;

/** What this deployment can do for channels. What it cannot honour is refused, never ignored. */
@Component
class ChannelModes {

    private final Chains chains;

    ChannelModes(Chains chains) {
        this.chains = chains;
    }

    /** @throws dev.epilogue.problem.ProblemException {@code invalid-parameter} at {@code path} */
    void check(Dialect dialect, Policy.ChannelUpdate mode, String path) {
        if (!Settling.possible(dialect, mode)) {
            throw refused(path, "A node of this dialect does not know " + mode + ".");
        }
        if (Settling.needsChain(mode) && chains.all().isEmpty()) {
            throw refused(path, mode + " takes a transaction, and this deployment has no chain configured.");
        }
    }

    private static RuntimeException refused(String path, String detail) {
        return Problem.of(ProblemCode.INVALID_PARAMETER, path, detail).exception();
    }
}
