package dev.epilogue.escalation;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row: what is done on chain for one participant's channel on behalf of a closure.
 *
 * @param node its name in the configuration when the closure was proposed
 * @param nodeAddress the node itself
 */
public record Escalation(
        UUID id,
        TenantId tenant,
        ClosureId closure,
        String node,
        Address nodeAddress,
        Dialect dialect,
        Protection.Target target,
        Protection.Action action,
        Progress progress,
        long revision) {

    /** As the closure and its readers see it. */
    public Protection protection() {
        return new Protection(
                id,
                target,
                action,
                progress.status(),
                progress.reason(),
                progress.firstTransaction(),
                progress.windowEndsAt(),
                progress.recovered(),
                progress.reclaimable());
    }

    ChannelNode with() {
        return new ChannelNode(node, nodeAddress, dialect);
    }

    Escalation at(Progress now) {
        return new Escalation(id, tenant, closure, node, nodeAddress, dialect, target, action, now, revision + 1);
    }

    /** The name under which a transaction of this row is asked for; asking again gets the same one. */
    String key(Step step) {
        return "escalation/%s/%s/%d".formatted(id, step.name().toLowerCase(Locale.ROOT), progress.attempt());
    }

    /** What the transaction does that is on its way, or about to be asked for; null where none is. */
    @Nullable
    Step step() {
        return switch (progress.status()) {
            case SENT -> action == Protection.Action.CHECKPOINT ? Step.CHECKPOINT : Step.CHALLENGE;
            case ANSWERING -> Step.CHECKPOINT;
            case CLOSING -> Step.CLOSE;
            case PLANNED, DISPUTED, CHECKPOINTED, FINALISED, ANSWERED, CLOSED_BY_AGREEMENT, STOPPED, REFUSED -> null;
        };
    }

    boolean isV1() {
        return dialect == Dialect.NITRONODE_V1;
    }
}
