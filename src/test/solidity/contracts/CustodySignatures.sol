// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Recovery} from "./Recovery.sol";
import {Channel, State} from "./CustodyTypes.sol";

interface Erc1271 {
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
}

/// The three forms in which an ordinary account may sign a state or a challenge, and a contract account's own word.
library CustodySignatures {
    bytes32 internal constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant STATE_TYPE = keccak256(
        "AllowStateHash(bytes32 channelId,uint8 intent,uint256 version,bytes data,Allocation[] allocations)Allocation(address destination,address token,uint256 amount)"
    );
    bytes32 internal constant CHALLENGE_TYPE = keccak256(
        "AllowChallengeStateHash(bytes32 channelId,uint8 intent,uint256 version,bytes data,Allocation[] allocations)Allocation(address destination,address token,uint256 amount)"
    );
    bytes4 private constant CONSENT = 0x1626ba7e;

    function id(Channel memory channel) internal view returns (bytes32) {
        return keccak256(
            abi.encode(channel.participants, channel.adjudicator, channel.challenge, channel.nonce, block.chainid)
        );
    }

    function domain(address custody) internal view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Nitrolite:Custody"), keccak256("0.3.0"), block.chainid, custody)
        );
    }

    function packed(bytes32 channelId, State memory state) internal pure returns (bytes memory) {
        return abi.encode(channelId, state.intent, state.version, state.data, state.allocations);
    }

    function typed(bytes32 typeHash, bytes32 separator, bytes32 channelId, State memory state)
        internal
        pure
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash,
                channelId,
                state.intent,
                state.version,
                keccak256(state.data),
                keccak256(abi.encode(state.allocations))
            )
        );
        return keccak256(bytes.concat(hex"1901", separator, structHash));
    }

    function signed(bytes memory message, bytes32 typedDigest, bytes memory signature, address expected)
        internal
        view
        returns (bool)
    {
        if (expected.code.length != 0) {
            return Erc1271(expected).isValidSignature(keccak256(message), signature) == CONSENT;
        }
        return Recovery.signer(keccak256(message), signature) == expected
            || Recovery.signer(Recovery.personal(message), signature) == expected
            || Recovery.signer(typedDigest, signature) == expected;
    }

    /// By one participant.
    function stateSigned(address custody, bytes32 channelId, State memory state, uint256 index, address expected)
        internal
        view
        returns (bool)
    {
        return signed(
            packed(channelId, state),
            typed(STATE_TYPE, domain(custody), channelId, state),
            state.sigs[index],
            expected
        );
    }

    /// By both.
    function stateCoSigned(address custody, bytes32 channelId, Channel memory channel, State memory state)
        internal
        view
        returns (bool)
    {
        return state.sigs.length == 2 && stateSigned(custody, channelId, state, 0, channel.participants[0])
            && stateSigned(custody, channelId, state, 1, channel.participants[1]);
    }
}
