package dev.epilogue.escalation;

import dev.epilogue.closure.Protection.Action;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the chain lets pass.
 *
 * @param action null: nothing
 * @param reasons why not, or why not more
 * @param cost an estimate in wei; null where none could be made
 */
record Trial(
        @Nullable Action action,
        List<String> reasons,
        @Nullable BigInteger cost) {

    Trial {
        reasons = List.copyOf(reasons);
    }
}
