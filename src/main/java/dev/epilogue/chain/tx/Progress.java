package dev.epilogue.chain.tx;

import dev.epilogue.chain.tx.AccountChain.SendAnswer;
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
 * @param pool since when a pool has what was signed last, by its own last word; null where none says so
 * @param demand what a node wants to be offered at least; null where none says so
 */
public record Progress(
        int sent,
        @Nullable Instant sentAt,
        boolean underpriced,
        boolean withdrawing,
        int refusals,
        @Nullable String hindrance,
        @Nullable Mined mined,
        @Nullable String revertData,
        @Nullable Pool pool,
        @Nullable Demand demand) {

    static final Progress NEW = new Progress(-1, null, false, false, 0, null, null, null, null, null);

    /** @param cost in wei */
    public record Mined(Hash32 hash, long block, Hash32 blockHash, boolean succeeded, BigInteger cost) {}

    /**
     * What pools have of the transaction.
     *
     * @param since when one said first that it has what was signed last; null where none says so at present
     * @param head the newest block at that time
     * @param ever whether anything that was signed with the present nonce may be in any pool
     */
    public record Pool(@Nullable Instant since, long head, boolean ever) {}

    /** In wei for a unit of gas; null where nothing is demanded. */
    public record Demand(@Nullable BigInteger tip, @Nullable BigInteger max) {}

    boolean mayBeInAPool() {
        return pool != null && pool.ever();
    }

    /** @param why null where nothing hinders it */
    Progress sent(Fact.Sent fact, Instant at, @Nullable String why) {
        SendVerdict verdict = fact.verdict();
        boolean tooLittle = verdict.answer() == SendAnswer.UNDERPRICED || verdict.answer() == SendAnswer.OUTBID;
        Demand wanted = verdict.leastTip() == null && verdict.leastMax() == null
                ? null
                : new Demand(verdict.leastTip(), verdict.leastMax());
        return new Progress(
                fact.attempt(),
                at,
                tooLittle,
                withdrawing,
                0,
                why,
                mined,
                revertData,
                pooled(fact, at),
                tooLittle ? wanted : null);
    }

    private @Nullable Pool pooled(Fact.Sent fact, Instant at) {
        Pool before = pool;
        return switch (fact.verdict().answer()) {
            case TAKEN -> before != null && before.since() != null ? before : new Pool(at, fact.head(), true);
            // whoever did not answer may have it
            case UNKNOWN, LATER, NONCE_TOO_LOW -> new Pool(null, fact.head(), true);
            case UNDERPRICED, OUTBID, FUNDS, REFUSED -> {
                boolean ever = !fact.verdict().byAll() || before != null && before.ever();
                yield ever ? new Pool(null, fact.head(), true) : null;
            }
        };
    }

    Progress signed() {
        Pool before = pool == null ? null : new Pool(null, pool.head(), pool.ever());
        return new Progress(-1, sentAt, false, withdrawing, 0, null, mined, revertData, before, null);
    }

    Progress refused(String data) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals + 1, "refused", mined, data, pool, demand);
    }

    Progress hindered(@Nullable String why) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals, why, mined, revertData, pool, demand);
    }

    Progress mined(@Nullable Mined found, @Nullable String revert) {
        return new Progress(sent, sentAt, underpriced, withdrawing, refusals, null, found, revert, pool, demand);
    }

    Progress withdrawn() {
        return new Progress(sent, sentAt, underpriced, true, refusals, hindrance, mined, revertData, pool, demand);
    }

    /** As before the first attempt: what was signed is proved to be of no more use. */
    Progress anew() {
        return new Progress(-1, null, false, withdrawing, 0, null, null, null, null, null);
    }
}
