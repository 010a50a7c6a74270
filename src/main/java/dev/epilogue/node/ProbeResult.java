package dev.epilogue.node;

/** What a node makes of a single signature, asked without any effect. */
public sealed interface ProbeResult {

    /**
     * The node knows the signer as a participant or as a participant's key.
     *
     * @param weight what the signature counts for
     * @param quorum what would be needed
     */
    record Counted(long weight, long quorum) implements ProbeResult {}

    /**
     * The node takes the signer for somebody who has no part in the session. Where this is not the signer's own address, somebody
     * registered that address as the key of another wallet.
     *
     * @param wallet whom the node names
     */
    record Stranger(String wallet) implements ProbeResult {}

    /** The node cannot recover anybody from the signature. */
    record Unreadable() implements ProbeResult {}

    /** Nothing was learnt: not asked, not answered, or answered about something else. */
    record Undecided(String reason) implements ProbeResult {}
}
