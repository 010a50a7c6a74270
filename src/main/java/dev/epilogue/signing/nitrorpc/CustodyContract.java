package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;

/**
 * A deployed Custody contract, by its typed data. The contract hashes the allocations in a way of its own, so that it refuses what
 * wallets make of the same type: nobody is offered to sign this form.
 */
public record CustodyContract(long chainId, Address address) {

    private static final String DOMAIN =
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
    private static final String MEMBERS =
            "(bytes32 channelId,uint8 intent,uint256 version,bytes data,Allocation[] allocations)";
    private static final String ALLOCATION = "Allocation(address destination,address token,uint256 amount)";
    static final String STATE = "AllowStateHash" + MEMBERS + ALLOCATION;
    static final String CHALLENGE = "AllowChallengeStateHash" + MEMBERS + ALLOCATION;

    /** What the contract takes. */
    Hash32 stateDigest(PackedCustodyState packed) {
        return digest(STATE, packed, asTheContract(packed.state()));
    }

    /** What the contract takes. */
    Hash32 challengeDigest(PackedCustodyState packed) {
        return digest(CHALLENGE, packed, asTheContract(packed.state()));
    }

    /** What a wallet makes of the type, and the contract refuses. */
    Hash32 standardStateDigest(PackedCustodyState packed) {
        return digest(STATE, packed, asTheStandard(packed.state()));
    }

    /** What a wallet makes of the type, and the contract refuses. */
    Hash32 standardChallengeDigest(PackedCustodyState packed) {
        return digest(CHALLENGE, packed, asTheStandard(packed.state()));
    }

    Hash32 domainSeparator() {
        return TypedData.struct(
                DOMAIN,
                TypedData.hashed("Nitrolite:Custody"),
                TypedData.hashed("0.3.0"),
                Abi.uint256(BigInteger.valueOf(chainId)),
                Abi.address(address));
    }

    private Hash32 digest(String type, PackedCustodyState packed, Hash32 allocations) {
        return TypedData.digest(domainSeparator(), structHash(type, packed, allocations));
    }

    private static Hash32 structHash(String type, PackedCustodyState packed, Hash32 allocations) {
        CustodyState state = packed.state();
        return TypedData.struct(
                type,
                Abi.bytes32(packed.channelId()),
                state.intentEncoded(),
                Abi.uint256(state.version()),
                Abi.bytes32(Keccak.hash(Hex.decode(state.data()))),
                Abi.bytes32(allocations));
    }

    private static Hash32 asTheContract(CustodyState state) {
        return Keccak.hash(Abi.encode(state.allocationsEncoded()));
    }

    private static Hash32 asTheStandard(CustodyState state) {
        byte[][] structs = state.allocations().stream()
                .map(share -> TypedData.struct(
                                ALLOCATION,
                                Abi.address(share.destination()),
                                Abi.address(share.token()),
                                Abi.uint256(share.amount()))
                        .bytes())
                .toArray(byte[][]::new);
        return Keccak.hash(structs);
    }
}
