package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;

/**
 * A state of a Custody channel, without signatures.
 *
 * @param data {@code 0x} hex
 * @param allocations the wallet's, then the node's
 */
public record CustodyState(Intent intent, BigInteger version, String data, List<Share> allocations) {

    /** In the contract's numbering. */
    public enum Intent {
        OPERATE,
        INITIALIZE,
        RESIZE,
        FINALIZE
    }

    /**
     * @param token the zero address for a chain's own coin
     * @param amount in the token's smallest unit
     */
    public record Share(Address destination, Address token, BigInteger amount) {

        Abi.Value encoded() {
            return Abi.tuple(Abi.address(destination), Abi.address(token), Abi.uint256(amount));
        }
    }

    public CustodyState {
        Hex.decode(data);
        allocations = List.copyOf(allocations);
    }

    public PackedCustodyState packed(Hash32 channelId) {
        return new PackedCustodyState(channelId, this);
    }

    Abi.Value intentEncoded() {
        return Abi.uint(intent.ordinal());
    }

    Abi.Value allocationsEncoded() {
        return Abi.array(allocations.stream().map(Share::encoded).toList());
    }
}
