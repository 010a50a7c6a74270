package dev.epilogue.chain.tx;

import org.jspecify.annotations.Nullable;

/** What a transaction is told. */
public sealed interface Fact {

    /** It was signed, and that is about to be stored. */
    record Signed(Attempt attempt) implements Fact {}

    /**
     * It was sent.
     *
     * @param head the newest block at that time
     */
    record Sent(int attempt, SendVerdict verdict, long head) implements Fact {}

    /** The chain's simulation says that the contract would refuse it. */
    record Refused(String revertData) implements Fact {}

    /** Something keeps it from being signed or sent now. */
    record Hindered(String why) implements Fact {}

    /** It is in a block of the chain as it is now; not deep enough yet to count. */
    record InBlock(Progress.Mined mined) implements Fact {}

    /** It is in a block, as deep as the settings ask for. */
    record Deep(Progress.Mined mined, @Nullable String revertData) implements Fact {}

    /** None of its hashes is in a block of the chain as it is now, and its nonce is free. */
    record InNoBlock() implements Fact {}

    /** Its nonce is used up, and by whom is not proved, or not deep enough. */
    record NonceUsed() implements Fact {}

    /** Its nonce was used by a transaction that is none of its own, proved and deep: nothing that was signed can be mined. */
    record NonceTaken() implements Fact {}

    /** Whoever asked for it wants it no more. */
    record WithdrawalWanted() implements Fact {}
}
