package dev.epilogue.sandbox.clearnode.rpc;

import java.util.Optional;

/** One connection, as the node sees it. */
public interface Peer {

    long id();

    void send(String text);

    /** Drops the connection without a closing handshake. */
    void cut();

    /** Who authenticated here. */
    Optional<String> wallet();

    void authenticate(String wallet);
}
