package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An asset on a chain.
 *
 * @param address the zero address for a chain's own coin
 * @param decimals of the token on this chain, which need not be the asset's
 */
public record Token(String asset, long chainId, Address address, int decimals) {

    /**
     * In the token's smallest unit.
     *
     * @throws IllegalArgumentException when the amount is finer than that
     */
    public BigInteger units(Amount amount) {
        if (amount.decimals() > decimals) {
            throw new IllegalArgumentException("%s has more than %d decimals".formatted(amount, decimals));
        }
        return amount.value().movePointRight(decimals).toBigIntegerExact();
    }

    public Amount amount(BigInteger units) {
        return new Amount(new BigDecimal(units, decimals));
    }
}
