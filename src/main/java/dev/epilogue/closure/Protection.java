package dev.epilogue.closure;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is undertaken on chain for one participant's channel. It protects what the channel holds; money in the session is out of
 * any contract's reach.
 *
 * @param id of its row, which is worked on apart from the closure
 * @param reason stable, kebab-case: why it was refused, stopped or ended by others; null where there is nothing to say
 * @param transaction that began it, or is to
 * @param windowEndsAt chain time; null while no challenge is on chain
 * @param recovered what the contract paid to the participant; null until proved by its log and storage
 * @param reclaimable what waits in the contract for the participant's own transaction; null until read
 */
public record Protection(
        UUID id,
        Target target,
        Action action,
        Status status,
        @Nullable String reason,
        @Nullable Hash32 transaction,
        @Nullable Instant windowEndsAt,
        @Nullable Amount recovered,
        @Nullable Amount reclaimable) {

    /**
     * Whose channel.
     *
     * @param asset the node's symbol
     * @param decimals of the channel's token on its chain
     */
    public record Target(
            Address participant, String asset, Hash32 channelId, long chainId, Address token, int decimals) {}

    /** What is done. */
    public enum Action {
        /** The newest state that both signed is put on chain; the channel stays open and usable. */
        CHECKPOINT,
        /** A dispute is begun with it; after its window the contract pays out. */
        CHALLENGE,
        /** A dispute that somebody else began is paid out after its window. */
        FINALISE
    }

    /** How far it is. */
    public enum Status {
        /** Nothing was sent. */
        PLANNED(true),
        /** The first transaction is on its way. */
        SENT(true),
        /** The dispute is confirmed, its window runs. */
        DISPUTED(true),
        /** A newer state that both signed is on its way, so that no older one is paid out. */
        ANSWERING(true),
        /** The window is over; the closing transaction is on its way. */
        CLOSING(true),
        CHECKPOINTED(false),
        /** The channel is closed on chain and paid out. */
        FINALISED(false),
        /** A newer state ended the dispute; the channel is open. */
        ANSWERED(false),
        /** The channel was closed by agreement meanwhile. */
        CLOSED_BY_AGREEMENT(false),
        /** Taken back before anything was sent. */
        STOPPED(false),
        /** It cannot work. */
        REFUSED(false);

        private final boolean pending;

        Status(boolean pending) {
            this.pending = pending;
        }

        public boolean pending() {
            return pending;
        }
    }

    public static Protection planned(UUID id, Target target, Action action) {
        return new Protection(id, target, action, Status.PLANNED, null, null, null, null, null);
    }

    public boolean pending() {
        return status.pending();
    }

    /** Whether the contract has paid the participant out because of it. */
    public boolean finalised() {
        return status == Status.FINALISED;
    }
}
