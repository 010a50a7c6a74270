package dev.epilogue.node;

/** A node whose connections somebody has to open and close. */
public interface LinkedNode extends ClearNode, AutoCloseable {

    /** Begins to connect and returns; the node need not be there. */
    void start();

    /** From now on no frame leaves, not even one that waits for its turn already: it comes back as not sent. Reads go on. */
    void stopSending();

    /** Disconnects; may be started again. */
    void stop();

    /** Disconnects for good. */
    @Override
    void close();
}
