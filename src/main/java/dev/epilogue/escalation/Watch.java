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
     * How far an answer is.
     *
     * @param disputeEndsAt of the dispute that was answered or judged last; chain time
     * @param disputedVersion likewise
     * @param answer version that was put against it; null where none was
     * @param transactionId of the answer; null where none is under way
     * @param transaction hash of the last answer
     * @param attempt from 0 for each dispute; grows when an answer came to nothing
     * @param answered how many disputes were ended by an answer of ours
     * @param remark why a dispute is not answered; null where it is, or none is there
     */
    public record Progress(
            @Nullable Instant disputeEndsAt,
            @Nullable BigInteger disputedVersion,
            @Nullable BigInteger answer,
            @Nullable UUID transactionId,
            @Nullable Hash32 transaction,
            int attempt,
            int answered,
            @Nullable String remark) {
        static final Progress NONE = new Progress(null, null, null, null, null, 0, 0, null);

        Progress remarked(String why) {
            return new Progress(
                    disputeEndsAt, disputedVersion, answer, transactionId, transaction, attempt, answered, why);
        }

        Progress again() {
            return new Progress(
                    disputeEndsAt, disputedVersion, answer, null, transaction, attempt + 1, answered, remark);
        }

        Progress sent(BigInteger version, UUID id) {
            return new Progress(disputeEndsAt, disputedVersion, version, id, transaction, attempt, answered, remark);
        }
    }

    /** One answer for each (dispute, state): asking again gets the same transaction. */
    String key(Instant disputeEndsAt, BigInteger answer) {
        return "watch/%s/%d/%s/%d".formatted(id, disputeEndsAt.getEpochSecond(), answer, progress.attempt());
    }

    /** Spreads rows over the table's buckets, for ever the same for one channel. */
    short bucket() {
        return (short) Math.floorMod(Arrays.hashCode(target.channelId().bytes()), Bucket.COUNT);
    }

    ChannelNode with() {
        return new ChannelNode(node, nodeAddress, dialect);
    }

    Watch at(Progress now) {
        return new Watch(id, tenant, node, nodeAddress, dialect, target, enrolledBy, now);
    }
}
