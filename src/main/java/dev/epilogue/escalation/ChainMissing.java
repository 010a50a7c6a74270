package dev.epilogue.escalation;

/** The channel is on a chain that is not configured. */
final class ChainMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChainMissing(long chainId) {
        super("chain " + chainId + " is not configured", null, false, false);
    }
}
