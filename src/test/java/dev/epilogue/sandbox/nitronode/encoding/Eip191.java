package dev.epilogue.sandbox.nitronode.encoding;

import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/** The "personal message" digest over bytes. */
public final class Eip191 {

    private Eip191() {}

    public static Hash32 digest(byte[] message) {
        String prefix = "\u0019Ethereum Signed Message:\n" + message.length;
        return Keccak.hash(prefix.getBytes(StandardCharsets.US_ASCII), message);
    }
}
