package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigInteger;
import java.time.Instant;

/**
 * The node's mirror of a channel.
 *
 * @param status open, resizing, challenged or closed
 * @param amount in the token's smallest unit
 */
public record Channel(
        String id, Terms terms, String status, BigInteger amount, long version, Instant createdAt, Instant updatedAt) {

    /** What never changes. */
    public record Terms(
            String wallet, String token, long chainId, String adjudicator, long challenge, BigInteger nonce) {}

    Channel changed(String newStatus, BigInteger newAmount, long newVersion, Instant now) {
        return new Channel(id, terms, newStatus, newAmount, newVersion, createdAt, now);
    }

    boolean isLive() {
        return status.equals("open") || status.equals("resizing");
    }
}
