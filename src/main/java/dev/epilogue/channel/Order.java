package dev.epilogue.channel;

import dev.epilogue.node.NodeState;
import java.util.Comparator;

/** States of a wallet's asset in the order in which they came about: by epoch, then version. */
final class Order {

    static final Comparator<NodeState> BY_PLACE = Comparator.comparingLong(
                    (NodeState state) -> state.state().epoch())
            .thenComparingLong(state -> state.state().version());

    private Order() {}

    static boolean isOlder(NodeState one, NodeState other) {
        return BY_PLACE.compare(one, other) < 0;
    }
}
