package dev.epilogue.chain.tx;

import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a transaction beside its status.
 *
 * @param sent the number of the attempt that was sent last, -1 where none was since it was signed
 * @param sentAt when that was
 * @param underpriced whether a node said that it offers too little
 * @param withdrawing whether it is to be taken back, if that can still be done
 * @param refusals simulations in a row that the contract refused
 * @param hindrance the word of {@link TransactionView#hindrance}
 * @param mined the block that holds it, as far as is known
 * @param revertData {@code 0x} hex
 */
public record Progress(
        int sent,
        @Nullable Instant sentAt,
        boolean underpriced,
        boolean withdrawing,
        int refusals,
        @Nullable String hindrance,
        @Nullable Mined mined,
        @Nullable String revertData) {

    static final Progress NEW = new Progress(-1, null, false, false, 0, null, null, null);

    /** @param cost in wei */
    public record Mined(Hash32 hash, long block, Hash32 blockHash, boolean succeeded, BigInteger cost) {}

    Progress sent(int attempt, Instant at, boolean tooLittle, @Nullable String why) {
        return new Progress(attempt, at, tooLittle, withdrawing, 0, why, mined, revertData);
    }

    Progress signed() {
        return new Progress(-1, sentAt, false, withdrawing, 0, null, mined, revertData);
    }

    Progress refused(String data) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals + 1, "refused", mined, data);
    }

    Progress hindered(@Nullable String why) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals, why, mined, revertData);
    }

    Progress mined(@Nullable Mined found, @Nullable String revert) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals, null, found, revert);
    }

    Progress withdrawn() {
        return new Progress(sent, sentAt, underpriced, true, refusals, hindrance, mined, revertData);
    }

    /** As before the first attempt: what was signed is proved to be of no more use. */
    Progress anew() {
        return new Progress(-1, null, false, withdrawing, 0, null, null, null);
    }
}
