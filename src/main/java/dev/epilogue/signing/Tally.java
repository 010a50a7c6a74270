package dev.epilogue.signing;

/**
 * How far the signatures reach.
 *
 * @param requiredWeight what has signed once consensus is reached, at least
 * @param missingWeight what has to be added, 0 also where only participants without weight are missing
 * @param quorumReached whether the node would accept
 * @param unanimous whether everybody signed
 * @param reached whether the closure's policy is met
 */
public record Tally(
        long requiredWeight,
        long achievedWeight,
        long missingWeight,
        boolean quorumReached,
        boolean unanimous,
        boolean reached) {}
