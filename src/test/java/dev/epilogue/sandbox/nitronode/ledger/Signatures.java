package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.Eip191;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Hex, recovery and signing with the node's own texts for what can go wrong. */
final class Signatures {

    private static final Secp256k1 CURVE = Secp256k1.best();

    private Signatures() {}

    /** @throws Refusal with the decoder's text behind {@code prefix} */
    static byte[] decode(String hex, String prefix) {
        if (hex.isEmpty()) {
            throw new Refusal(prefix + "empty hex string");
        }
        if (!hex.startsWith("0x") && !hex.startsWith("0X")) {
            throw new Refusal(prefix + "hex string without 0x prefix");
        }
        if (!hex.substring(2).chars().allMatch(each -> Character.digit(each, 16) >= 0)) {
            throw new Refusal(prefix + "invalid hex string");
        }
        if (hex.length() % 2 != 0) {
            throw new Refusal(prefix + "hex string of odd length");
        }
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    /**
     * The address behind an EIP-191 signature of {@code message}.
     *
     * @throws Refusal when there is none
     */
    static Address recover(byte[] message, byte[] signature) {
        if (signature.length != EcdsaSignature.LENGTH) {
            throw new Refusal("invalid signature length");
        }
        int v = signature[64] & 0xff;
        int recoveryId = v >= 27 ? v - 27 : v;
        if (recoveryId > 3) {
            throw new Refusal("signature recovery failed: invalid signature recovery id");
        }
        // Ids 2 and 3 need an r beyond the group order, which no wallet ever makes.
        Optional<Address> signer =
                recoveryId > 1 ? Optional.empty() : CURVE.recover(Eip191.digest(message), EcdsaSignature.of(signature));
        return signer.orElseThrow(() -> new Refusal("signature recovery failed: recovery failed"));
    }

    /** Whether {@code hex} is {@code signer}'s untyped signature. */
    static boolean isBy(Address signer, byte[] message, String hex) {
        try {
            return recover(message, decode(hex, "")).equals(signer);
        } catch (Refusal notASignature) {
            return false;
        }
    }

    static String typed(int type, byte[] message, byte[] privateKey) {
        byte[] signature = CURVE.sign(Eip191.digest(message), privateKey).bytes();
        return "0x" + HexFormat.of().toHexDigits((byte) type)
                + Hex.encode(signature).substring(2);
    }

    static byte[] untyped(byte[] typed) {
        return Arrays.copyOfRange(typed, 1, typed.length);
    }
}
