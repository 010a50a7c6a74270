package dev.epilogue.node;

/** What a session speaks. */
public enum Dialect {
    NITRONODE_V1("nitronode-v1"),
    NITRORPC_04("nitrorpc-0.4"),
    NITRORPC_02("nitrorpc-0.2");

    private final String wireName;

    Dialect(String wireName) {
        this.wireName = wireName;
    }

    /** The name in our API. */
    public String wireName() {
        return wireName;
    }
}
