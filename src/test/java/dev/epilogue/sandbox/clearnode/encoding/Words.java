package dev.epilogue.sandbox.clearnode.encoding;

import dev.epilogue.value.Address;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** 32-byte words of the contract ABI, written one behind the other. */
final class Words {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Words word(byte[] bytes32) {
        out.writeBytes(bytes32);
        return this;
    }

    Words number(BigInteger value) {
        byte[] word = new byte[32];
        Arrays.fill(word, (byte) (value.signum() < 0 ? 0xff : 0));
        byte[] digits = value.toByteArray();
        int skip = Math.max(0, digits.length - 32);
        System.arraycopy(digits, skip, word, 32 - digits.length + skip, digits.length - skip);
        return word(word);
    }

    Words number(long value) {
        return number(BigInteger.valueOf(value));
    }

    Words address(Address address) {
        return number(new BigInteger(1, address.bytes()));
    }

    /** Length, bytes, padding to whole words. */
    Words dynamic(byte[] bytes) {
        number(bytes.length);
        return word(Arrays.copyOf(bytes, (bytes.length + 31) / 32 * 32));
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
