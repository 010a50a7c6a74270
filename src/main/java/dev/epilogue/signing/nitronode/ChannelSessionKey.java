package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a wallet lets a channel session key sign. It cannot sign challenges, and app session keys are registered apart.
 *
 * @param version unsigned
 * @param expiresAt seconds since the epoch, checked by the node and not by the contract
 */
public record ChannelSessionKey(Address owner, Address key, long version, List<String> assets, long expiresAt) {

    private static final byte TYPE = 1;
    private static final Hash32 TYPE_HASH = Keccak.hash(
            "Nitrolite.SessionKey(address sessionKey,bytes32 metadataHash)".getBytes(StandardCharsets.US_ASCII));

    public ChannelSessionKey {
        assets = List.copyOf(assets);
    }

    public Hash32 metadataHash() {
        return Keccak.hash(Abi.encode(
                Abi.address(owner),
                Abi.uint(version),
                Abi.array(assets.stream().map(Abi::string).toList()),
                Abi.uint(expiresAt)));
    }

    /** The 96 bytes that wallet and key sign as a personal message. */
    public byte[] authorisation() {
        return authorisation(key, metadataHash());
    }

    static byte[] authorisation(Address key, Hash32 metadataHash) {
        return Abi.encode(Abi.bytes32(TYPE_HASH), Abi.address(key), Abi.bytes32(metadataHash));
    }

    public Hash32 digest() {
        return Eip191.digest(authorisation());
    }

    /**
     * A channel state's signature by the key: the wallet's authorisation goes along.
     *
     * @return {@code 0x} hex
     */
    public String stateSignature(EcdsaSignature byWallet, EcdsaSignature byKey) {
        Abi.Value authorisation = Abi.tuple(Abi.address(key), Abi.bytes32(metadataHash()), Abi.bytes(byWallet.bytes()));
        return Hex.encode(Abi.concat(new byte[] {TYPE}, Abi.encode(authorisation, Abi.bytes(byKey.bytes()))));
    }
}
