package dev.epilogue.closure;

import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;

/**
 * Which session of which node.
 *
 * @param node name in the configuration at the time of the proposal
 * @param nodeAddress the node itself, whatever it is called
 */
public record Subject(
        String node,
        Address nodeAddress,
        Dialect dialect,
        SessionId sessionId,
        String application,
        Definition definition) {

    public Bucket bucket() {
        return Bucket.of(nodeAddress, sessionId);
    }
}
