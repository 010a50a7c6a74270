package dev.epilogue.sandbox.nitronode.ledger;

import java.math.BigDecimal;

/**
 * One side of a channel state. Without a channel: no token text, chain {@code 0}.
 *
 * @param token lower case
 */
public record HomeLedger(
        String token,
        String chainId,
        BigDecimal userBalance,
        BigDecimal userNetFlow,
        BigDecimal nodeBalance,
        BigDecimal nodeNetFlow) {

    static final HomeLedger NONE =
            new HomeLedger("", "0", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    HomeLedger on(String otherToken, String otherChain) {
        return new HomeLedger(otherToken, otherChain, userBalance, userNetFlow, nodeBalance, nodeNetFlow);
    }

    /** Money between the user and the node's own books: a release, a commit. */
    HomeLedger credited(BigDecimal amount) {
        return new HomeLedger(
                token, chainId, userBalance.add(amount), userNetFlow, nodeBalance, nodeNetFlow.add(amount));
    }

    /** Money between the user and the chain: a deposit, a withdrawal, the pay-out of a finalised channel. */
    HomeLedger deposited(BigDecimal amount) {
        return new HomeLedger(
                token, chainId, userBalance.add(amount), userNetFlow.add(amount), nodeBalance, nodeNetFlow);
    }
}
