package dev.epilogue.channel;

import dev.epilogue.channel.ChannelAllocation.Operation;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What a channel waits for, as far as can be seen. */
final class PendingOperations {

    private PendingOperations() {}

    static List<Operation> of(ChannelAllocation allocation) {
        NodeChannel.Status status = allocation.status().orElse(NodeChannel.Status.CLOSED);
        List<Operation> operations = new ArrayList<>();
        switch (status) {
            case VOID -> operations.add(Operation.CREATION);
            case RESIZING -> operations.add(Operation.RESIZE);
            case CLOSING -> operations.add(Operation.CLOSE);
            case CHALLENGED -> operations.add(Operation.CHALLENGE);
            case OPEN, CLOSED -> {}
        }
        NodeState newest =
                allocation.offChain() == null ? null : allocation.offChain().state();
        if (newest != null && newest.nodeSignature() == null) {
            operations.add(Operation.NODE_SIGNATURE);
        }
        if (newest != null && newest.userSignature() == null) {
            operations.add(Operation.ACKNOWLEDGEMENT);
        }
        if (newerThanTheChains(allocation)) {
            operations.add(Operation.CHECKPOINT);
        }
        return List.copyOf(operations);
    }

    private static boolean newerThanTheChains(ChannelAllocation allocation) {
        if (allocation.coSigned() == null || allocation.onChain() == null) {
            return false;
        }
        BigInteger version = BigInteger.valueOf(allocation.coSigned().state().version());
        return version.compareTo(allocation.onChain().stateVersion()) > 0;
    }
}
