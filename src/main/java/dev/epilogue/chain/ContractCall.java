package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import java.math.BigInteger;

/**
 * What is asked of a contract. The data may hold signatures of states that are not on the chain yet, so it is never printed.
 *
 * @param data {@code 0x} hex
 * @param value of the chain's own coin, in wei
 */
public record ContractCall(long chainId, Address to, String data, BigInteger value) {

    public ContractCall {
        Hex.decode(data);
    }

    @Override
    public String toString() {
        return "ContractCall[chainId=%d, to=%s, value=%s]".formatted(chainId, to, value);
    }
}
