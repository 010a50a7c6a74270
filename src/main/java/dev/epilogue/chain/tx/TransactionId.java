package dev.epilogue.chain.tx;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.UUID;

/**
 * One logical transaction, however many hashes it had. A UUID of version 7 that ends in its account's bucket: whatever an account
 * does stands in one shard.
 */
public record TransactionId(UUID uuid) {

    static TransactionId next(long chainId, Address account, Instant now) {
        return new TransactionId(ClosureId.next(bucket(chainId, account), now).uuid());
    }

    /** Never changes once rows exist. */
    static Bucket bucket(long chainId, Address account) {
        return new Bucket((short) Math.floorMod(account.bytes()[19] * 31 + Long.hashCode(chainId), Bucket.COUNT));
    }

    Bucket bucket() {
        return new ClosureId(uuid).bucket();
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
