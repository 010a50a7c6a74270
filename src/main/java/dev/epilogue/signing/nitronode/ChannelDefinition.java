package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * From what a channel's id is derived; neither a chain nor a contract is part of it.
 *
 * @param challengeDuration seconds
 * @param nonce unsigned
 * @param approvedValidators bitmap of the signature validators that the user accepts beside the default one
 */
public record ChannelDefinition(
        long challengeDuration,
        Address user,
        Address node,
        long nonce,
        BigInteger approvedValidators,
        Hash32 metadata) {

    private static final int METADATA_BYTES = 8;

    /** How a channel's definition names its asset. */
    public static Hash32 metadataOf(String asset) {
        byte[] hash = Keccak.hash(asset.getBytes(StandardCharsets.UTF_8)).bytes();
        return Hash32.of(Arrays.copyOf(Arrays.copyOf(hash, METADATA_BYTES), hash.length));
    }

    public byte[] abiEncoded() {
        return Abi.encode(encoded());
    }

    /** As an argument of a call. */
    public Abi.Value encoded() {
        return Abi.tuple(
                Abi.uint(challengeDuration),
                Abi.address(user),
                Abi.address(node),
                Abi.uint(nonce),
                Abi.uint256(approvedValidators),
                Abi.bytes32(metadata));
    }

    /** The first byte tells the contract's version. */
    public Hash32 channelId() {
        byte[] id = Keccak.hash(abiEncoded()).bytes();
        id[0] = 1;
        return Hash32.of(id);
    }

    /** @param version of the state that opens the escrow */
    public static Hash32 escrowId(Hash32 channelId, long version) {
        return Keccak.hash(Abi.encode(Abi.bytes32(channelId), Abi.uint(version)));
    }
}
