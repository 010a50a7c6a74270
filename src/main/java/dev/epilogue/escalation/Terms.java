package dev.epilogue.escalation;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.node.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * On what terms something may be undertaken.
 *
 * @param level the most that is allowed here
 * @param wanted what the caller insists on; null leaves the choice
 * @param cooperative whether closing by agreement may still succeed: then nobody's channel is frozen
 * @param served whether the node does what users ask of it
 */
record Terms(
        Dialect dialect, Policy.Escalation level, @Nullable Action wanted, boolean cooperative, boolean served) {

    boolean checkpoints() {
        return level != Policy.Escalation.NONE && (wanted == null || wanted == Action.CHECKPOINT);
    }

    boolean challenges() {
        return level == Policy.Escalation.CHALLENGE && wanted != Action.CHECKPOINT;
    }
}
