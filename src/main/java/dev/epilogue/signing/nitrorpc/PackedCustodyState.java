package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.signing.Eip191;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;

/** A channel state as wallet, node and contract sign it, and as a challenger signs it. */
public record PackedCustodyState(Hash32 channelId, CustodyState state) {

    private static final byte[] CHALLENGE = "challenge".getBytes(StandardCharsets.US_ASCII);

    public byte[] message() {
        return Abi.encode(
                Abi.bytes32(channelId),
                state.intentEncoded(),
                Abi.uint256(state.version()),
                Abi.bytes(Hex.decode(state.data())),
                state.allocationsEncoded());
    }

    /** What nodes sign. */
    public Hash32 rawDigest() {
        return Keccak.hash(message());
    }

    /** What a wallet signs as a personal message: over all the bytes, not over their hash. */
    public Hash32 personalDigest() {
        return Eip191.digest(message());
    }

    /** What authorises a challenge with this very state, now or later, by whomever. */
    public byte[] challengeMessage() {
        return Abi.concat(message(), CHALLENGE);
    }

    public Hash32 challengeRawDigest() {
        return Keccak.hash(challengeMessage());
    }

    public Hash32 challengePersonalDigest() {
        return Eip191.digest(challengeMessage());
    }
}
