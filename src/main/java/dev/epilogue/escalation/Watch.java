package dev.epilogue.escalation;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is looked after: its disputes are answered with the newest state that both signed, and a pack for it is kept
 * fresh or destroyed.
 */
public record Watch(
        UUID id,
        TenantId tenant,
        String node,
        Address nodeAddress,
        Dialect dialect,
        Protection.Target target,
        EnrolledBy enrolledBy,
        Progress progress) {

    /** Who asked for it. */
    public enum EnrolledBy {
        REQUEST,
        PACK,
        POLICY
    }

    /**
     * How far an answer is, and what the chain shows.
     *
     * @param disputeEndsAt of the dispute that was answered or judged last; chain time
     * @param disputedVersion likewise
     * @param answer version that was put against it; null where none was
     * @param transactionId of the answer; null where none is under way
     * @param transaction hash of the last answer
     * @param attempt from 0 for each dispute; grows when an answer came to nothing
     * @param answered how many disputes were ended by an answer of ours
     * @param remark why a dispute is not answered; null where it is, or none is there
     * @param sighting what storage showed last, while it is not deep enough to count
     * @param settled what storage shows, deep enough to count; null until something is
     */
    public record Progress(
            @Nullable Instant disputeEndsAt,
            @Nullable BigInteger disputedVersion,
            @Nullable BigInteger answer,
            @Nullable UUID transactionId,
            @Nullable Hash32 transaction,
            int attempt,
            int answered,
            @Nullable String remark,
            @Nullable Sighting sighting,
            @Nullable String settled) {
        static final Progress NONE = new Progress(null, null, null, null, null, 0, 0, null, null, null);

        /** No dispute is there that anybody knew of, and nothing of ours is on its way. */
        boolean calm() {
            return disputeEndsAt == null && transactionId == null;
        }

        /** The dispute is over. */
        Progress calmed(@Nullable Hash32 last, boolean byUs) {
            return new Progress(null, null, null, null, last, 0, answered + (byUs ? 1 : 0), null, sighting, settled);
        }

        Progress disputed(
                @Nullable Instant end, @Nullable BigInteger version, @Nullable Hash32 last, @Nullable String why) {
            return new Progress(end, version, answer, transactionId, last, attempt, answered, why, sighting, settled);
        }

        Progress remarked(String why) {
            return disputed(disputeEndsAt, disputedVersion, transaction, why);
        }

        /** What was sent came to nothing: another answer needs another name. */
        Progress again() {
            return new Progress(
                    disputeEndsAt,
                    disputedVersion,
                    answer,
                    null,
                    transaction,
                    attempt + 1,
                    answered,
                    remark,
                    sighting,
                    settled);
        }

        Progress sent(BigInteger version, UUID id) {
            return new Progress(
                    disputeEndsAt,
                    disputedVersion,
                    version,
                    id,
                    transaction,
                    attempt,
                    answered,
                    remark,
                    sighting,
                    settled);
        }

        Progress shown(@Nullable Sighting seen, @Nullable String deep) {
            return new Progress(
                    disputeEndsAt,
                    disputedVersion,
                    answer,
                    transactionId,
                    transaction,
                    attempt,
                    answered,
                    remark,
                    seen,
                    deep);
        }
    }

    /** One answer for each (dispute, state): asking again gets the same transaction. */
    String key(Instant disputeEndsAt, BigInteger answer) {
        return "watch/%s/%d/%s/%d".formatted(id, disputeEndsAt.getEpochSecond(), answer, progress.attempt());
    }

    /** Spreads rows over the table's buckets, for ever the same for one channel. */
    short bucket() {
        return bucketOf(target.channelId());
    }

    static short bucketOf(Hash32 channel) {
        return (short) Math.floorMod(Arrays.hashCode(channel.bytes()), Bucket.COUNT);
    }

    ChannelNode with() {
        return new ChannelNode(node, nodeAddress, dialect);
    }

    Watch at(Progress now) {
        return new Watch(id, tenant, node, nodeAddress, dialect, target, enrolledBy, now);
    }
}
