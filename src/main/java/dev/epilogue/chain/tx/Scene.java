package dev.epilogue.chain.tx;

import dev.epilogue.work.WorkLease;
import java.time.Instant;

/**
 * The chain as one look at an account found it.
 *
 * @param nonce the account's next one in the newest block
 * @param halted nothing new is to be signed or sent
 */
record Scene(WorkLease lease, PayingAccount paying, AccountChain.Market market, long nonce, boolean halted) {

    /** Database time. */
    Instant now() {
        return lease.claimedAt();
    }

    long head() {
        return market.head().number();
    }

    boolean isDeep(long block) {
        return head() - block + 1 >= paying.settings().confirmations();
    }

    /** The newest block that counts. */
    long deepest() {
        return head() - paying.settings().confirmations() + 1;
    }
}
