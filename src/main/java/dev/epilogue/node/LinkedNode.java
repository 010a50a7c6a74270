package dev.epilogue.node;

import reactor.core.publisher.Flux;

/** A node whose connections somebody has to open and close. */
public interface LinkedNode extends ClearNode, AutoCloseable {

    /** Begins to connect and returns; the node need not be there. */
    void start();

    /** From now on no frame leaves, not even one that waits for its turn already: it comes back as not sent. Reads go on. */
    void stopSending();

    /** Disconnects; may be started again. */
    void stop();

    /** How many connections it would have, if it could, and how many it cannot do without. */
    ConnectionWish wish();

    /** So many connections at most from now on; those that are too many end when they have nothing in flight. */
    void allow(int connections);

    /** Its name, whenever it would open more connections than it may. Never ends, drops what nobody takes in time. */
    Flux<String> needs();

    /** Disconnects for good. */
    @Override
    void close();
}
