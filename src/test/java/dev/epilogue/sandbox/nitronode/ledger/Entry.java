package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;
import java.math.BigDecimal;

/** @param amount with as many digits as were written: operate and deposit count them */
public record Entry(Address participant, String asset, BigDecimal amount) {

    Holding holding() {
        return new Holding(participant, asset);
    }

    int digits() {
        return Math.max(0, amount.scale());
    }
}
