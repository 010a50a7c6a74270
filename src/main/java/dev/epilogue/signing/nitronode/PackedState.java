package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/**
 * A channel state as wallet, node and contract sign it.
 *
 * @param signingData {@code 0x} hex of the 544 bytes that the channel id is put in front of
 */
public record PackedState(Hash32 channelId, String signingData) {

    private static final byte[] CHALLENGE = "challenge".getBytes(StandardCharsets.US_ASCII);

    /** The 640 bytes that a wallet signs as a personal message. */
    public byte[] message() {
        return Abi.encode(Abi.bytes32(channelId), Abi.bytes(Hex.decode(signingData)));
    }

    public Hash32 digest() {
        return Eip191.digest(message());
    }

    /** Without a prefix: the contract takes a signature over this too, a node does not. */
    public Hash32 rawDigest() {
        return Keccak.hash(message());
    }

    /** The 672 bytes that authorise a challenge with this very state. */
    public byte[] challengeMessage() {
        return Abi.encode(Abi.bytes32(channelId), Abi.bytes(Abi.concat(Hex.decode(signingData), CHALLENGE)));
    }

    public Hash32 challengeDigest() {
        return Eip191.digest(challengeMessage());
    }
}
