package dev.epilogue.escalation;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Subject;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;

/**
 * Whom a channel is with. One key may serve several nodes, so that its address alone says nothing: a ClearNode and a Nitronode, or two
 * of a kind on different chains, have channels that are none of each other's.
 *
 * @param name in the configuration, as it was when the channel was met
 * @param address the node's key
 */
record ChannelNode(String name, Address address, Dialect dialect) {

    static ChannelNode of(Closure closure) {
        Subject subject = closure.subject();
        return new ChannelNode(subject.node(), subject.nodeAddress(), subject.dialect());
    }

    /** Whether Custody holds its channels; ChannelHub does otherwise. */
    boolean custody() {
        return !dialect.sharesContractsWith(Dialect.NITRONODE_V1);
    }
}
