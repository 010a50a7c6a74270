package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.time.Instant;

/** One side of a booking. @param account a wallet in EIP-55, a session id or a channel id */
public record LedgerEntry(
        long id, String account, String asset, Address wallet, BigDecimal credit, BigDecimal debit, Instant at) {

    public BigDecimal net() {
        return credit.subtract(debit);
    }
}
