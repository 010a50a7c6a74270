package dev.epilogue.chain.tx;

import java.math.BigInteger;

/**
 * What is offered for a unit of gas (EIP-1559), in wei.
 *
 * @param max at most, base fee and tip together
 * @param tip for whoever makes the block
 */
public record Fees(BigInteger max, BigInteger tip) {

    public Fees {
        if (tip.signum() < 0 || max.compareTo(tip) < 0) {
            throw new IllegalArgumentException("a tip is within the whole fee");
        }
    }
}
