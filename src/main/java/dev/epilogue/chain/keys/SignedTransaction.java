package dev.epilogue.chain.keys;

import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;

/**
 * Whoever has it can send it; never printed.
 *
 * @param raw as it is sent, {@code 0x} hex
 * @param hash by which the chain knows it
 */
public record SignedTransaction(String raw, Hash32 hash) {

    static SignedTransaction of(byte[] raw) {
        return new SignedTransaction(Hex.encode(raw), Keccak.hash(raw));
    }

    @Override
    public String toString() {
        return "SignedTransaction[" + hash + "]";
    }
}
