package dev.epilogue.node;

/** A node whose connections somebody has to open and close. */
public interface LinkedNode extends ClearNode, AutoCloseable {

    /** Begins to connect and returns; the node need not be there. */
    void start();

    /** Disconnects; may be started again. */
    void stop();

    /** Disconnects for good. */
    @Override
    void close();
}
