// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Recovery} from "./Recovery.sol";
import {Validator} from "./HubTypes.sol";

error EmptyChannelId();
error InvalidSignerAddress();

/// A wallet's own signature: as a personal message, else over the plain hash.
contract EcdsaValidator is Validator {
    function validateSignature(bytes32 channelId, bytes calldata signingData, bytes calldata signature, address signer)
        external
        pure
        returns (bool)
    {
        if (channelId == 0) revert EmptyChannelId();
        if (signer == address(0)) revert InvalidSignerAddress();
        bytes memory message = abi.encode(channelId, signingData);
        return Recovery.signer(Recovery.personal(message), signature) == signer
            || Recovery.signer(keccak256(message), signature) == signer;
    }
}

/// A session key's signature with the wallet's authorisation: no expiry, no revocation.
contract SessionKeyValidator is Validator {
    bytes32 private constant AUTHORISATION =
        keccak256("Nitrolite.SessionKey(address sessionKey,bytes32 metadataHash)");

    struct Authorisation {
        address sessionKey;
        bytes32 metadataHash;
        bytes authSignature;
    }

    function validateSignature(bytes32 channelId, bytes calldata signingData, bytes calldata signature, address signer)
        external
        pure
        returns (bool)
    {
        if (channelId == 0) revert EmptyChannelId();
        if (signer == address(0)) revert InvalidSignerAddress();
        (Authorisation memory given, bytes memory own) = abi.decode(signature, (Authorisation, bytes));
        bytes memory grant = abi.encode(AUTHORISATION, given.sessionKey, given.metadataHash);
        return signed(grant, given.authSignature, signer)
            && signed(abi.encode(channelId, signingData), own, given.sessionKey);
    }

    function signed(bytes memory message, bytes memory signature, address signer) private pure returns (bool) {
        return Recovery.signer(Recovery.personal(message), signature) == signer
            || Recovery.signer(keccak256(message), signature) == signer;
    }
}
