package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.util.Arrays;
import java.util.Optional;

/**
 * A signature on a channel state that a contract takes: a wallet's own ({@code 0x00}), or that of a channel session key, which
 * carries the wallet's authorisation along ({@code 0x01}). Whether the node still honours a key is not told by its bytes.
 *
 * @param wallet that answers for it
 * @param wire {@code 0x} hex with type byte, every {@code v} 27 or 28: a node also keeps those of 0 and 1. Never logged
 */
public record ChannelSignature(Address wallet, String wire) {

    private static final byte SESSION_KEY = 1;
    private static final int WORD = 32;
    private static final int KEY = 2 * WORD;
    private static final int METADATA = 3 * WORD;
    private static final int BY_WALLET = 6 * WORD;
    private static final int BY_KEY = 10 * WORD;
    private static final int LENGTH = 13 * WORD;

    /**
     * Blocks the CPU.
     *
     * @param wire {@code 0x} hex, type byte included
     * @return empty when it is no such signature, has a high {@code s}, or is over something else
     */
    public static Optional<ChannelSignature> read(String wire, PackedState packed, Secp256k1 curve) {
        try {
            byte[] bytes = Hex.decode(wire);
            return bytes.length > 0 && bytes[0] == SESSION_KEY
                    ? byKey(Arrays.copyOfRange(bytes, 1, bytes.length), packed, curve)
                    : byWallet(StateSignature.parse(wire), packed, curve);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<ChannelSignature> byWallet(StateSignature signature, PackedState packed, Secp256k1 curve) {
        return Optional.of(signature)
                .filter(each -> each.signature().isLowS())
                .flatMap(each -> each.signer(packed.digest(), curve))
                .map(signer -> new ChannelSignature(signer, signature.wire()));
    }

    /**
     * {@code abi.encode((address key, bytes32 metadataHash, bytes byWallet), bytes byKey)}: both signatures have 65 bytes, so every
     * part has its place.
     */
    private static Optional<ChannelSignature> byKey(byte[] body, PackedState packed, Secp256k1 curve) {
        if (body.length != LENGTH) {
            return Optional.empty();
        }
        Address key = Address.of(Arrays.copyOfRange(body, KEY + 12, KEY + WORD));
        Hash32 metadata = Hash32.of(Arrays.copyOfRange(body, METADATA, METADATA + WORD));
        EcdsaSignature byWallet = signature(body, BY_WALLET);
        EcdsaSignature byKey = signature(body, BY_KEY);
        byte[] canonical = Abi.encode(
                Abi.tuple(Abi.address(key), Abi.bytes32(metadata), Abi.bytes(byWallet.bytes())),
                Abi.bytes(byKey.bytes()));
        if (!Arrays.equals(canonical, body) || !byWallet.isLowS() || !byKey.isLowS()) {
            return Optional.empty();
        }
        return curve.recover(packed.digest(), byKey)
                .filter(key::equals)
                .flatMap(signed ->
                        curve.recover(Eip191.digest(ChannelSessionKey.authorisation(key, metadata)), byWallet))
                .map(wallet ->
                        new ChannelSignature(wallet, Hex.encode(Abi.concat(new byte[] {SESSION_KEY}, canonical))));
    }

    /** With its {@code v} put right in the body as well. */
    private static EcdsaSignature signature(byte[] body, int from) {
        EcdsaSignature signature = EcdsaSignature.of(Arrays.copyOfRange(body, from, from + EcdsaSignature.LENGTH));
        System.arraycopy(signature.bytes(), 0, body, from, EcdsaSignature.LENGTH);
        return signature;
    }
}
