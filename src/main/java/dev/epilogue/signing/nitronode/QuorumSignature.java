package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.MalformedSignature;
import dev.epilogue.signing.SignatureForm;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import java.util.Arrays;
import java.util.Optional;

/** A signature on an update of a session, with the type byte that tells a node how to attribute it. */
public record QuorumSignature(SignatureKind kind, EcdsaSignature signature) {

    private static final byte WALLET = (byte) 0xa1;
    private static final byte SESSION_KEY = (byte) 0xa2;

    /**
     * What a client posts: 65 bytes, which count as a wallet's, or a type byte and 65 bytes.
     *
     * @throws MalformedSignature telling in safe words what is wrong
     */
    public static QuorumSignature parse(String hex) {
        SignatureForm form = SignatureForm.read(hex);
        SignatureKind kind = form.type() == SignatureForm.UNTYPED
                ? SignatureKind.WALLET
                : kindOf((byte) form.type()).orElseThrow(() -> new MalformedSignature(unknownType((byte) form.type())));
        return new QuorumSignature(kind, form.signature());
    }

    /**
     * Only what a node takes in {@code quorum_sigs}.
     *
     * @throws IllegalArgumentException telling in safe words what is wrong
     */
    public static QuorumSignature parseWire(String hex) {
        return ofWire(Hex.decode(hex));
    }

    /** {@code 0x}, the type byte, 65 bytes with {@code v} 27 or 28. */
    public String wire() {
        byte type = switch (kind) {
            case WALLET -> WALLET;
            case SESSION_KEY -> SESSION_KEY;
        };
        return Hex.encode(Abi.concat(new byte[] {type}, signature.bytes()));
    }

    private static QuorumSignature ofWire(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("the signature is empty");
        }
        SignatureKind kind = kindOf(bytes[0]).orElseThrow(() -> new IllegalArgumentException(unknownType(bytes[0])));
        if (bytes.length != 1 + EcdsaSignature.LENGTH) {
            throw new IllegalArgumentException("expected 65 bytes after the type byte, got " + (bytes.length - 1));
        }
        return new QuorumSignature(kind, EcdsaSignature.of(Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    private static String unknownType(byte type) {
        return "type byte 0x%02x is neither 0xa1 (wallet) nor 0xa2 (session key)".formatted(type);
    }

    private static Optional<SignatureKind> kindOf(byte type) {
        return switch (type) {
            case WALLET -> Optional.of(SignatureKind.WALLET);
            case SESSION_KEY -> Optional.of(SignatureKind.SESSION_KEY);
            default -> Optional.empty();
        };
    }
}
