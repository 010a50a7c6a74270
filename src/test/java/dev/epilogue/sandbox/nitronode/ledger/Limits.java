package dev.epilogue.sandbox.nitronode.ledger;

/**
 * What the node counts. {@link #DEFAULTS} are those of a node without configuration.
 *
 * @param sessionData in bytes
 * @param sessionKeysPerUser 0 for no limit
 */
public record Limits(int participants, int sessionData, int sessionKeyIds, int sessionKeysPerUser) {

    public static final Limits DEFAULTS = new Limits(32, 1024, 10, 100);
}
