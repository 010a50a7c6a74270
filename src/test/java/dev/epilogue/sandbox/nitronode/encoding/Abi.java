package dev.epilogue.sandbox.nitronode.encoding;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint256;

/** {@code abi.encode} in the words of the protocol document. Unsigned integers of every width are one word and look alike. */
final class Abi {

    private Abi() {}

    static byte[] encode(Type<?>... values) {
        String hex = new DefaultFunctionEncoder().encodeParameters(List.<Type>of(values));
        return Hex.decode("0x" + hex);
    }

    static Uint256 uint(long value) {
        return new Uint256(new BigInteger(Long.toUnsignedString(value)));
    }

    static Uint256 uint(BigInteger value) {
        return new Uint256(value);
    }

    static Int256 signed(BigInteger value) {
        return new Int256(value);
    }

    static Bytes32 bytes32(byte[] bytes) {
        return new Bytes32(bytes);
    }

    static Utf8String text(String text) {
        return new Utf8String(text);
    }

    static org.web3j.abi.datatypes.Address address(Address address) {
        return new org.web3j.abi.datatypes.Address(address.lowerCase());
    }

    static <T extends Type<?>> DynamicArray<T> array(Class<T> type, List<T> values) {
        return new DynamicArray<>(type, values);
    }
}
