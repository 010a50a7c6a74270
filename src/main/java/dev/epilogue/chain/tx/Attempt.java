package dev.epilogue.chain.tx;

import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;

/**
 * One signed form of a transaction. All that share a nonce exclude each other.
 *
 * @param number from 0
 */
public record Attempt(
        int number, Hash32 hash, Kind kind, long nonce, BigInteger gasLimit, Fees fees, Instant signedAt) {

    /** What it does. */
    public enum Kind {
        /** The call that was asked for. */
        CALL,
        /** Nothing: it uses up the nonce, so that the call cannot happen any more and later nonces can. */
        CANCEL
    }
}
