package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.Optional;

/** A wallet's or a node's own signature on a channel state or a challenge: type byte {@code 0x00}. */
public record StateSignature(EcdsaSignature signature) {

    private static final byte DEFAULT = 0;

    /**
     * 65 bytes, or the type byte and 65 bytes.
     *
     * @throws MalformedSignature telling in safe words what is wrong
     */
    public static StateSignature parse(String hex) {
        SignatureForm form = SignatureForm.read(hex);
        if (form.type() != SignatureForm.UNTYPED && form.type() != DEFAULT) {
            throw new MalformedSignature("expected 65 bytes, or 0x00 and 65 bytes");
        }
        return new StateSignature(form.signature());
    }

    public String wire() {
        return Hex.encode(Abi.concat(new byte[] {DEFAULT}, signature.bytes()));
    }

    /** Whose it is, for {@link PackedState#digest()} or {@link PackedState#challengeDigest()}. */
    public Optional<Address> signer(Hash32 digest, Secp256k1 curve) {
        return curve.recover(digest, signature);
    }
}
