package dev.epilogue.escalation;

import dev.epilogue.value.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Between a token's smallest unit and its asset's. */
final class Units {

    private Units() {}

    static Amount amount(BigInteger units, int decimals) {
        return new Amount(new BigDecimal(units, decimals));
    }
}
