package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.util.List;

/**
 * A channel between a wallet and the node at the Custody contract.
 *
 * @param participants the wallet, then the node
 * @param challenge seconds
 * @param nonce unsigned
 */
public record CustodyChannel(List<Address> participants, Address adjudicator, long challenge, long nonce) {

    public CustodyChannel {
        participants = List.copyOf(participants);
    }

    /** The contract's own address is no part of it. */
    public Hash32 id(long chainId) {
        return Keccak.hash(abiEncoded(chainId));
    }

    byte[] abiEncoded(long chainId) {
        return Abi.encode(
                Abi.array(participants.stream().map(Abi::address).toList()),
                Abi.address(adjudicator),
                Abi.uint(challenge),
                Abi.uint(nonce),
                Abi.uint(chainId));
    }
}
