package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;

/**
 * A channel state as ChannelHub has it, without signatures.
 *
 * @param version unsigned
 * @param intent in the contract's numbering
 * @param metadata the transition's hash
 */
public record HubState(long version, int intent, Hash32 metadata, HubLedger home, HubLedger nonHome) {

    public static final int OPERATE = 0;
    public static final int CLOSE = 1;
    public static final int DEPOSIT = 2;
    public static final int WITHDRAW = 3;

    private static final Hash32 NOTHING = Hash32.of(new byte[32]);

    /** Says nothing. An expired dispute is closed without a look at the state that comes along. */
    public static final HubState EMPTY = new HubState(0, OPERATE, NOTHING, HubLedger.EMPTY, HubLedger.EMPTY);

    /** What is signed. */
    public PackedState packed(Hash32 channelId) {
        return new PackedState(channelId, Hex.encode(signingData()));
    }

    /** As an argument of a call: with the signatures behind it. */
    public Abi.Value encoded(byte[] userSignature, byte[] nodeSignature) {
        return Abi.tuple(
                Abi.uint(version),
                Abi.uint(intent),
                Abi.bytes32(metadata),
                home.encoded(),
                nonHome.encoded(),
                Abi.bytes(userSignature),
                Abi.bytes(nodeSignature));
    }

    private byte[] signingData() {
        return Abi.encode(
                Abi.uint(version), Abi.uint(intent), Abi.bytes32(metadata), home.encoded(), nonHome.encoded());
    }
}
