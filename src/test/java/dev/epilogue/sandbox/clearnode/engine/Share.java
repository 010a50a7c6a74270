package dev.epilogue.sandbox.clearnode.engine;

import java.math.BigDecimal;

/** One entry of an allocation list, with the participant in the payload's spelling. */
public record Share(String participant, String asset, BigDecimal amount) {

    public static Share of(String participant, String asset, String amount) {
        return new Share(participant, asset, new BigDecimal(amount));
    }
}
