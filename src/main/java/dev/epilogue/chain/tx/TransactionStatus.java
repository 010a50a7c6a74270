package dev.epilogue.chain.tx;

/** How far a transaction has come. */
public enum TransactionStatus {
    /** Stored; nobody outside has seen it. */
    INTENDED,
    /** Signed and stored, and sent or about to be: it may be mined at any moment. */
    BROADCAST,
    /** In a block that is not deep enough yet: a reorg may take it back. */
    MINED,
    /** Executed, as deep as the chain's settings ask for. */
    CONFIRMED,
    /** The contract refused it: in a confirmed block, or in every simulation before it was sent. */
    REVERTED,
    /** Taken back: never sent, or its nonce confirmed as used up by nothing. */
    WITHDRAWN,
    /** Sent, and does not come along. It may still be mined; an operator is told. */
    STUCK;

    public boolean isFinal() {
        return this == CONFIRMED || this == REVERTED || this == WITHDRAWN;
    }
}
