package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ChainException.About;
import dev.epilogue.chain.tx.AccountChain.SendAnswer;

/** What an endpoint's error means, whatever its software says to it; and what it is about. */
enum RpcMeaning {
    /** The pool has it already. */
    KNOWN(About.CALL, SendAnswer.TAKEN),
    NONCE_USED(About.ACCOUNT, SendAnswer.NONCE_TOO_LOW),
    /** Earlier ones are missing there. */
    NONCE_AHEAD(About.ENDPOINT, SendAnswer.LATER),
    UNDERPRICED(About.CALL, SendAnswer.UNDERPRICED),
    /** Another transaction with its nonce is there. */
    OUTBID(About.ACCOUNT, SendAnswer.OUTBID),
    FUNDS(About.ACCOUNT, SendAnswer.FUNDS),
    /** The endpoint's own rule: the highest fee that it passes on, or a full pool. */
    OWN_LIMIT(About.ENDPOINT, SendAnswer.LATER),
    /** No chain with these rules will ever take it; no endpoint can answer it. */
    INVALID(About.CALL, SendAnswer.REFUSED),
    /** The contract refused it. */
    REVERTED(About.CALL, SendAnswer.UNKNOWN),
    /** It stops without a word of the contract's: an invalid instruction, or no gas left. */
    HALTED(About.CALL, SendAnswer.UNKNOWN),
    BUSY(About.ENDPOINT, SendAnswer.LATER),
    /** It does not know the method. */
    NO_METHOD(About.ENDPOINT, SendAnswer.UNKNOWN),
    /** It does not have the block, or its state. */
    NO_HISTORY(About.ENDPOINT, SendAnswer.UNKNOWN),
    /** It failed by itself. */
    FAILED(About.ENDPOINT, SendAnswer.UNKNOWN),
    /** Said by no software that we know. */
    UNHEARD(About.ENDPOINT, SendAnswer.UNKNOWN);

    private final About about;
    private final SendAnswer sending;

    RpcMeaning(About about, SendAnswer sending) {
        this.about = about;
        this.sending = sending;
    }

    About about() {
        return about;
    }

    /** Where it is the answer to a transaction. */
    SendAnswer sending() {
        return sending;
    }
}
