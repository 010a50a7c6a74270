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

    /** Whether channels of both are held by the same kind of contract. */
    public boolean sharesContractsWith(Dialect other) {
        return (this == NITRONODE_V1) == (other == NITRONODE_V1);
    }

    /** The name in our API. */
    public String wireName() {
        return wireName;
    }
}
