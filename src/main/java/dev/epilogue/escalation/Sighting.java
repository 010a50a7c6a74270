package dev.epilogue.escalation;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.value.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * Something seen on a chain that may still vanish with its block.
 *
 * @param fact what was seen, in a form that compares
 * @param block where it was seen first
 * @param hash of that block: another one in its place means that nothing was seen
 */
public record Sighting(String fact, long block, Hash32 hash) {

    /**
     * Counts from the first block in which the fact was seen, as long as that block stands.
     *
     * @param last what was seen at the look before
     * @param lastHash of the block that {@code last} names, as the chain has it now; null where it has none
     */
    static Sighting of(String fact, BlockRef readAt, @Nullable Sighting last, @Nullable Hash32 lastHash) {
        return last != null && last.fact().equals(fact) && last.hash().equals(lastHash)
                ? last
                : new Sighting(fact, readAt.number(), readAt.hash());
    }

    /** Whether so many blocks, its own included, have been seen of it. */
    boolean deep(BlockRef readAt, int confirmations) {
        return readAt.number() - block + 1 >= confirmations;
    }
}
