package dev.epilogue.chain.tx;

import java.math.BigInteger;

/** How much gas a call is allowed: what the chain estimates and a margin, within what chains take. */
final class GasLimits {

    /** EIP-7825: no transaction above this is valid where the rule holds, which a client cannot ask for. */
    static final BigInteger MOST = BigInteger.TWO.pow(24);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private GasLimits() {}

    /**
     * The margin alone never makes a call invalid: it ends at the chain's limits, and the estimate does not.
     *
     * @param block gas limit of the newest block
     */
    static BigInteger of(BigInteger estimate, int marginPercent, BigInteger block) {
        BigInteger wanted = estimate.multiply(HUNDRED.add(BigInteger.valueOf(marginPercent)))
                .divide(HUNDRED);
        BigInteger most = block.signum() > 0 ? MOST.min(block) : MOST;
        return wanted.min(most.max(estimate));
    }
}
