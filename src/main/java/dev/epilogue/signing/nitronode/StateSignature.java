package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.Arrays;
import java.util.Optional;

/** A wallet's or a node's own signature on a channel state or a challenge: type byte {@code 0x00}. */
public record StateSignature(EcdsaSignature signature) {

    private static final byte DEFAULT = 0;

    /**
     * 65 bytes, or the type byte and 65 bytes.
     *
     * @throws IllegalArgumentException telling in safe words what is wrong
     */
    public static StateSignature parse(String hex) {
        byte[] bytes = Hex.decode(hex);
        if (bytes.length == EcdsaSignature.LENGTH) {
            return new StateSignature(EcdsaSignature.of(bytes));
        }
        if (bytes.length != 1 + EcdsaSignature.LENGTH || bytes[0] != DEFAULT) {
            throw new IllegalArgumentException("expected 65 bytes, or 0x00 and 65 bytes");
        }
        return new StateSignature(EcdsaSignature.of(Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    public String wire() {
        return Hex.encode(Abi.concat(new byte[] {DEFAULT}, signature.bytes()));
    }

    /** Whose it is, for {@link PackedState#digest()} or {@link PackedState#challengeDigest()}. */
    public Optional<Address> signer(Hash32 digest, Secp256k1 curve) {
        return curve.recover(digest, signature);
    }
}
