package dev.epilogue.escalation;

import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant's deposited authority to challenge with one state of its channel.
 *
 * @param id under which its content is sealed
 * @param epoch of the state, unsigned
 * @param version of the state
 * @param seenEpoch of the newest state ever seen, unsigned: nothing older is taken again
 * @param reason why it is of no use any more; null while it is
 * @param wrappedKey of its content; null once destroyed
 * @param sealed its content; null once destroyed
 */
public record Pack(
        TenantId tenant,
        Address nodeAddress,
        Hash32 channelId,
        UUID id,
        String node,
        Address participant,
        String asset,
        long chainId,
        long epoch,
        BigInteger version,
        long seenEpoch,
        BigInteger seenVersion,
        Status status,
        @Nullable String reason,
        Hash32 digest,
        Hash32 signatureHash,
        @Nullable String wrappedKey,
        @Nullable String sealed,
        Instant receivedAt) {

    /** What it is good for. */
    public enum Status {
        /** For the newest state that was ever seen. */
        CURRENT,
        /** A newer state was seen; what it held is destroyed. */
        STALE,
        /** The channel is closed; what it held is destroyed. */
        SPENT
    }

    PackFacts facts() {
        return new PackFacts(epoch, version, status == Status.CURRENT && sealed != null);
    }

    /** Whether a state is older than the newest that was ever seen for the channel. */
    boolean outruns(long otherEpoch, BigInteger otherVersion) {
        int epochs = Long.compareUnsigned(seenEpoch, otherEpoch);
        return epochs > 0 || (epochs == 0 && seenVersion.compareTo(otherVersion) > 0);
    }

    @Override
    public String toString() {
        return "Pack[%s, %d/%s, %s]".formatted(channelId, epoch, version, status);
    }
}
