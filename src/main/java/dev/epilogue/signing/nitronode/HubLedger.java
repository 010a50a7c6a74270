package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import java.math.BigInteger;

/**
 * One side of a channel state as the contract has it, in the token's smallest unit.
 *
 * @param chainId unsigned
 * @param decimals of the token on its chain
 * @param userNetFlow signed
 * @param nodeNetFlow signed
 */
public record HubLedger(
        long chainId,
        Address token,
        int decimals,
        BigInteger userAllocation,
        BigInteger userNetFlow,
        BigInteger nodeAllocation,
        BigInteger nodeNetFlow) {

    /** Where a state has no second chain. */
    public static final HubLedger EMPTY = new HubLedger(
            0, Address.of(new byte[20]), 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    public Abi.Value encoded() {
        return Abi.tuple(
                Abi.uint(chainId),
                Abi.address(token),
                Abi.uint(decimals),
                Abi.uint256(userAllocation),
                Abi.int256(userNetFlow),
                Abi.uint256(nodeAllocation),
                Abi.int256(nodeNetFlow));
    }
}
