package dev.epilogue.chain;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.AbiReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The errors that a contract, its libraries and the compiler can raise, by selector. */
public final class RevertTable implements RevertNames {

    private static final int SELECTOR_TEXT = 10;

    /** Solidity's own, and those of the OpenZeppelin parts that either contract or a usual token is made of. */
    private static final List<String> COMMON = List.of(
            "Error(string)",
            "Panic(uint256)",
            "ECDSAInvalidSignature()",
            "ECDSAInvalidSignatureLength(uint256)",
            "ECDSAInvalidSignatureS(bytes32)",
            "ReentrancyGuardReentrantCall()",
            "SafeERC20FailedOperation(address)",
            "SafeCastOverflowedIntToUint(int256)",
            "SafeCastOverflowedUintToInt(uint256)",
            "SafeCastOverflowedUintDowncast(uint8,uint256)",
            "FailedCall()",
            "AddressEmptyCode(address)",
            "InvalidShortString()",
            "StringTooLong(string)",
            "ERC20InsufficientBalance(address,uint256,uint256)",
            "ERC20InsufficientAllowance(address,uint256,uint256)",
            "ERC20InvalidSender(address)",
            "ERC20InvalidReceiver(address)");

    private final Map<String, Signature> bySelector = new HashMap<>();

    /** @param errors as in {@code InsufficientBalance(uint256,uint256)}, beside the common ones */
    public RevertTable(List<String> errors) {
        Stream.concat(COMMON.stream(), errors.stream())
                .forEach(error -> bySelector.put(Abi.selector(error), Signature.parse(error)));
    }

    /** The error's name and arguments; unknown for data that no error in the table can have made. */
    @Override
    public Revert name(String data) {
        Signature signature = data.length() < SELECTOR_TEXT ? null : bySelector.get(data.substring(0, SELECTOR_TEXT));
        if (signature == null) {
            return unknown(data);
        }
        try {
            return new Revert(signature.name(), signature.arguments(AbiReader.arguments(data)), data);
        } catch (IllegalArgumentException notItsArguments) {
            return unknown(data);
        }
    }

    private static Revert unknown(String data) {
        return new Revert(Revert.UNKNOWN, List.of(), data);
    }

    private record Signature(String name, List<String> types) {

        static Signature parse(String text) {
            int open = text.indexOf('(');
            String inner = text.substring(open + 1, text.length() - 1);
            return new Signature(text.substring(0, open), inner.isEmpty() ? List.of() : List.of(inner.split(",")));
        }

        List<String> arguments(AbiReader reader) {
            List<String> read = new ArrayList<>();
            types.forEach(type -> read.add(argument(type, reader)));
            return read;
        }

        private static String argument(String type, AbiReader reader) {
            return switch (type) {
                case "uint256" -> reader.uint256().toString();
                case "int256" -> reader.int256().toString();
                case "uint64" -> Long.toUnsignedString(reader.uint64());
                case "uint8" -> Integer.toString(reader.uint8());
                case "address" -> reader.address().checksummed();
                case "bytes32" -> reader.bytes32().hex();
                case "bytes" -> reader.bytesHex();
                case "string" -> reader.string();
                default -> throw new IllegalStateException("no error has an argument of type " + type);
            };
        }
    }
}
