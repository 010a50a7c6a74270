package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what Solidity's {@code abi.encode} wrote, member by member, in order. Strict: a value that is wider than its type, padding
 * that is not zero and an offset that leads out of the data are refused. Nothing is read twice, as no encoder shares a part
 * between two members: so hostile offsets cannot make a short text grow. Every method throws {@link IllegalArgumentException} where
 * the data are anything else.
 */
public final class AbiReader {

    private static final int WORD = 32;

    private final byte[] data;
    private final int[] unread;
    private final int frame;
    private int position;

    private AbiReader(byte[] data, int[] unread, int frame) {
        this.data = data;
        this.unread = unread;
        this.frame = frame;
        this.position = frame;
    }

    public static AbiReader of(byte[] data) {
        return new AbiReader(data, new int[] {data.length}, 0);
    }

    /** @param hex {@code 0x} and digits */
    public static AbiReader of(String hex) {
        return of(Hex.decode(hex));
    }

    /** The arguments behind the selector of a call or of an error.
     * @param hex {@code 0x} and digits */
    public static AbiReader arguments(String hex) {
        byte[] all = Hex.decode(hex);
        check(all.length >= Abi.SELECTOR, "too short for a selector");
        return of(Arrays.copyOfRange(all, Abi.SELECTOR, all.length));
    }

    public BigInteger uint256() {
        return new BigInteger(1, word());
    }

    public BigInteger int256() {
        return new BigInteger(word());
    }

    /** The bits of an unsigned number. */
    public long uint64() {
        return narrow(64).longValue();
    }

    public long uint32() {
        return narrow(32).longValue();
    }

    public int uint8() {
        return narrow(8).intValue();
    }

    public Address address() {
        byte[] word = word();
        check(isZero(word, 0, WORD - 20), "an address is 20 bytes");
        return Address.of(Arrays.copyOfRange(word, WORD - 20, WORD));
    }

    public Hash32 bytes32() {
        return Hash32.of(word());
    }

    public byte[] bytes() {
        AbiReader tail = tail();
        int length = tail.length(1);
        byte[] content = tail.take((length + WORD - 1) / WORD * WORD);
        check(isZero(content, length, content.length), "padding is not zero");
        return Arrays.copyOf(content, length);
    }

    public String bytesHex() {
        return Hex.encode(bytes());
    }

    public String string() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException("text is not valid UTF-8", notText);
        }
    }

    /** Where the next member, a tuple with a dynamic member of its own, is to be read. */
    public AbiReader tail() {
        BigInteger offset = uint256();
        check(offset.bitLength() < 31 && offset.intValue() <= data.length - frame, "an offset leads out of the data");
        return new AbiReader(data, unread, frame + offset.intValue());
    }

    /** @param element reads one; a dynamic tuple begins with {@link #tail()} */
    public <T> List<T> list(Function<AbiReader, T> element) {
        AbiReader tail = tail();
        int length = tail.length(WORD);
        AbiReader elements = new AbiReader(data, unread, tail.position);
        List<T> read = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            read.add(element.apply(elements));
        }
        return List.copyOf(read);
    }

    private int length(int least) {
        BigInteger length = uint256();
        check(
                length.bitLength() < 31 && length.intValue() <= (data.length - position) / least,
                "a length leads out of the data");
        return length.intValue();
    }

    private BigInteger narrow(int bits) {
        BigInteger number = uint256();
        check(number.bitLength() <= bits, "wider than uint" + bits);
        return number;
    }

    private byte[] word() {
        return take(WORD);
    }

    private byte[] take(int length) {
        check(length <= data.length - position, "the data end too early");
        check(length <= unread[0], "a part is used twice");
        unread[0] -= length;
        position += length;
        return Arrays.copyOfRange(data, position - length, position);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
