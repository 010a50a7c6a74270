package dev.epilogue.signing.nitronode;

import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.math.BigInteger;

/**
 * The money of a channel state, in the asset's unit; user and node balance sum up to both net flows.
 *
 * @param chainId unsigned; 0 where there is no channel
 * @param token the zero address where there is no channel
 */
public record ChannelLedger(
        long chainId, Address token, Amount userBalance, Amount userNetFlow, Amount nodeBalance, Amount nodeNetFlow) {

    /** Of a user who has no channel and nothing to get. */
    public static final ChannelLedger EMPTY =
            new ChannelLedger(0, Address.of(new byte[20]), Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    ChannelLedger credited(Amount amount) {
        return new ChannelLedger(
                chainId, token, userBalance.plus(amount), userNetFlow, nodeBalance, nodeNetFlow.plus(amount));
    }

    /** @param decimals of the token on its chain, not of the asset */
    HubLedger onChain(int decimals) {
        return new HubLedger(
                chainId,
                token,
                decimals,
                units(userBalance, decimals),
                units(userNetFlow, decimals),
                units(nodeBalance, decimals),
                units(nodeNetFlow, decimals));
    }

    private static BigInteger units(Amount amount, int decimals) {
        if (amount.decimals() > decimals) {
            throw new IllegalArgumentException("%s has more than %d decimals".formatted(amount, decimals));
        }
        return amount.value().movePointRight(decimals).toBigIntegerExact();
    }
}
