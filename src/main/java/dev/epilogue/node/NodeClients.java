package dev.epilogue.node;

/** Makes clients for one dialect; one bean per dialect. */
public interface NodeClients {

    /** The dialect's name in the configuration. */
    String dialect();

    /** A client that is not started yet. */
    LinkedNode client(String name, NodeSettings settings);
}
