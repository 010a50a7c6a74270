package dev.epilogue.chain;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;

/**
 * A log as the chain has it.
 *
 * @param data {@code 0x} hex
 * @param index in its block
 */
public record ContractLog(
        Address address,
        List<Hash32> topics,
        String data,
        long block,
        Hash32 blockHash,
        Hash32 transaction,
        int index) {

    public ContractLog {
        topics = List.copyOf(topics);
    }
}
