package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Solidity's {@code abi.encode} for the types that the protocol uses. */
public final class Abi {

    private static final int WORD = 32;

    /** Bytes in front of a call's or an error's arguments. */
    static final int SELECTOR = 4;

    private Abi() {}

    /** An encoded argument; a dynamic one is referred to by its offset. */
    public record Value(byte[] bytes, boolean dynamic) {}

    public static byte[] encode(Value... values) {
        return encode(Arrays.asList(values));
    }

    /**
     * Calldata.
     *
     * @param signature as in {@code transfer(address,uint256)}
     * @return {@code 0x} hex
     */
    public static String call(String signature, Value... arguments) {
        return selector(signature) + Hex.encode(encode(arguments)).substring(2);
    }

    /** By which a call or an error begins: {@code 0x} and eight digits. */
    public static String selector(String signature) {
        return topic(signature).hex().substring(0, 2 + 2 * SELECTOR);
    }

    /** By which an event is known. */
    public static Hash32 topic(String signature) {
        return Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII));
    }

    public static Value uint(long unsigned) {
        return fixed(
                ByteBuffer.allocate(WORD).putLong(WORD - Long.BYTES, unsigned).array());
    }

    /** @throws IllegalArgumentException when negative or wider than 256 bits */
    public static Value uint256(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 256) {
            throw new IllegalArgumentException("does not fit uint256");
        }
        return fixed(word(number));
    }

    /** @throws IllegalArgumentException when wider than 256 bits with its sign */
    public static Value int256(BigInteger number) {
        if (number.bitLength() > 255) {
            throw new IllegalArgumentException("does not fit int256");
        }
        return fixed(word(number));
    }

    public static Value bytes32(Hash32 hash) {
        return fixed(hash.bytes());
    }

    public static Value address(Address address) {
        return fixed(leftPadded(address.bytes()));
    }

    public static Value bytes(byte[] content) {
        int padded = (content.length + WORD - 1) / WORD * WORD;
        return new Value(concat(uint(content.length).bytes(), Arrays.copyOf(content, padded)), true);
    }

    public static Value string(String text) {
        return bytes(utf8(text));
    }

    public static Value tuple(Value... members) {
        boolean dynamic = Arrays.stream(members).anyMatch(Value::dynamic);
        return new Value(encode(members), dynamic);
    }

    public static Value array(List<Value> elements) {
        return new Value(concat(uint(elements.size()).bytes(), encode(elements)), true);
    }

    /** Text that has no UTF-8 form is refused: each side would replace it in its own way and hash something else. */
    public static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException unpairedSurrogate) {
            throw new IllegalArgumentException("text is not valid Unicode", unpairedSurrogate);
        }
    }

    public static byte[] leftPadded(byte[] bytes) {
        byte[] word = new byte[WORD];
        System.arraycopy(bytes, 0, word, WORD - bytes.length, bytes.length);
        return word;
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] encode(List<Value> values) {
        int offset = values.stream()
                .mapToInt(value -> value.dynamic() ? WORD : value.bytes().length)
                .sum();
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        ByteArrayOutputStream tails = new ByteArrayOutputStream();
        for (Value value : values) {
            heads.writeBytes(value.dynamic() ? uint(offset + tails.size()).bytes() : value.bytes());
            tails.writeBytes(value.dynamic() ? value.bytes() : new byte[0]);
        }
        heads.writeBytes(tails.toByteArray());
        return heads.toByteArray();
    }

    private static Value fixed(byte[] words) {
        return new Value(words, false);
    }

    private static byte[] word(BigInteger number) {
        byte[] minimal = number.toByteArray();
        byte[] word = new byte[WORD];
        Arrays.fill(word, (byte) (number.signum() < 0 ? 0xff : 0));
        int length = Math.min(minimal.length, WORD);
        System.arraycopy(minimal, minimal.length - length, word, WORD - length, length);
        return word;
    }
}
