package dev.epilogue.signing;

import static dev.epilogue.signing.SignatureProblem.CONTRACT_WALLET_UNSUPPORTED;
import static dev.epilogue.signing.SignatureProblem.SIGNATURE_HIGH_S;

import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A posted signature by its form: 65 bytes, with a type byte in front where the dialect has one. Other forms that signer libraries hand
 * out are named, with the way to the right one.
 *
 * @param type the type byte; {@link #UNTYPED} where there is none
 */
public record SignatureForm(int type, EcdsaSignature signature) {

    public static final int UNTYPED = -1;

    private static final int COMPACT = EcdsaSignature.LENGTH - 1;
    private static final int TYPED = EcdsaSignature.LENGTH + 1;
    private static final int LONGEST_DER = 72;
    private static final byte DER = 0x30;

    /** Closes the signature of a contract that is not deployed yet (ERC-6492). */
    private static final byte[] UNDEPLOYED = Hex.decode("0x" + "6492".repeat(16));

    /** @throws MalformedSignature naming the form that it has instead */
    public static SignatureForm read(String posted) {
        byte[] bytes = decoded(posted);
        return switch (bytes.length) {
            case EcdsaSignature.LENGTH -> new SignatureForm(UNTYPED, signature(bytes));
            case TYPED -> new SignatureForm(bytes[0] & 0xff, signature(Arrays.copyOfRange(bytes, 1, bytes.length)));
            default -> throw other(bytes);
        };
    }

    /** The same without a type byte. */
    public static EcdsaSignature untyped(String posted) {
        SignatureForm form = read(posted);
        if (form.type != UNTYPED) {
            throw new MalformedSignature("66 bytes, expected 65: no type byte belongs in front here");
        }
        return form.signature;
    }

    /** The same bytes read with the recovery byte in front; empty where the first byte is none. */
    Optional<EcdsaSignature> turned() {
        byte[] bytes = signature.bytes();
        if (!isRecoveryId(bytes[0])) {
            return Optional.empty();
        }
        return Optional.of(moved(bytes, bytes[0]));
    }

    /** Where they may be a type byte of v1 and 64 bytes, with the byte at the end lost: the two signatures that it may have been. */
    List<EcdsaSignature> cut() {
        byte[] bytes = signature.bytes();
        if (bytes[0] != (byte) 0xa1 && bytes[0] != (byte) 0xa2) {
            return List.of();
        }
        return Stream.of(0, 1).map(id -> moved(bytes, id.byteValue())).toList();
    }

    private static EcdsaSignature moved(byte[] bytes, byte last) {
        byte[] moved = Arrays.copyOf(Arrays.copyOfRange(bytes, 1, bytes.length), bytes.length);
        moved[moved.length - 1] = last;
        return EcdsaSignature.of(moved);
    }

    static String inFront() {
        return "the recovery byte is in front (the \"recovered\" format of @noble/curves): move it to the end";
    }

    private static byte[] decoded(String posted) {
        if (posted.isEmpty() || posted.equals("0x")) {
            throw new MalformedSignature("the signature is empty");
        }
        try {
            return Hex.decode(posted);
        } catch (IllegalArgumentException noHex) {
            throw new MalformedSignature(
                    posted.matches("[0-9a-fA-F]{2,}")
                            ? "hex without 0x in front, as eth-account's signature.hex() gives it: use to_0x_hex()"
                            : "expected 0x and an even number of hex digits");
        }
    }

    private static EcdsaSignature signature(byte[] bytes) {
        byte last = bytes[bytes.length - 1];
        if (isRecoveryId(last)) {
            return lowS(EcdsaSignature.of(bytes));
        }
        if (isRecoveryId(bytes[0])) {
            throw new MalformedSignature(inFront());
        }
        int v = last & 0xff;
        throw new MalformedSignature(
                v >= 35
                        ? "v is %d, a transaction's with the chain id in it: a message takes 27 or 28".formatted(v)
                        : "the last byte is %d, expected a recovery id of 0, 1, 27 or 28".formatted(v));
    }

    private static EcdsaSignature lowS(EcdsaSignature signature) {
        if (!signature.isLowS()) {
            throw new MalformedSignature(
                    SIGNATURE_HIGH_S,
                    "s is in the upper half of the curve's order: take the order less s and turn the recovery id round, or a library that does "
                            + "(Node's own crypto does not)");
        }
        return signature;
    }

    private static MalformedSignature other(byte[] bytes) {
        int length = bytes.length;
        if (length == COMPACT) {
            return new MalformedSignature(
                    "64 bytes: the recovery byte is missing. They are an EIP-2098 compact signature (ethers: Signature.from(it).serialized; viem: "
                            + "serializeSignature(compactSignatureToSignature(parseCompactSignature(it)))) or r and s alone (append the recovery id "
                            + "as 27 or 28; @noble/curves: format \"recovered\", coincurve: sign_recoverable, go-ethereum: crypto.Sign)");
        }
        if (length > 66 && length <= LONGEST_DER && bytes[0] == DER && bytes[1] == length - 2) {
            return new MalformedSignature(
                    "%d bytes of DER, which has no recovery byte: have the library make a recoverable signature of 65 bytes (coincurve: sign_recoverable; @noble/curves: format \"recovered\")"
                            .formatted(length));
        }
        if (endsWith(bytes, UNDEPLOYED)) {
            return contract("the signature of a contract wallet that is not deployed yet (ERC-6492)");
        }
        return length > TYPED
                ? contract("%d bytes, as contract wallets sign (ERC-1271)".formatted(length))
                : new MalformedSignature("%d bytes, expected 65".formatted(length));
    }

    private static MalformedSignature contract(String what) {
        return new MalformedSignature(
                CONTRACT_WALLET_UNSUPPORTED,
                what
                        + ". Nodes recover signers from 65 bytes of a plain key, so contract wallets cannot sign a close: sign with the key that is "
                        + "the participant, or with a session key that it registered");
    }

    private static boolean isRecoveryId(byte last) {
        return last == 0 || last == 1 || last == 27 || last == 28;
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length > end.length
                && Arrays.equals(Arrays.copyOfRange(bytes, bytes.length - end.length, bytes.length), end);
    }
}
