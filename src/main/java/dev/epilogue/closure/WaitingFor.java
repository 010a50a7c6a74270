package dev.epilogue.closure;

/** Whom or what a closure waits for. */
public enum WaitingFor {
    SIGNATURES,
    PROPOSAL,
    DEADLINE,
    NODE,
    PROOF,
    FENCE,
    CHANNELS,
    CHAIN,
    OPERATOR
}
