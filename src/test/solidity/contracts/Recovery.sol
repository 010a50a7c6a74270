// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

error ECDSAInvalidSignature();
error ECDSAInvalidSignatureLength(uint256 length);
error ECDSAInvalidSignatureS(bytes32 s);

/// Who signed a digest; refuses what is no well-formed signature, with OpenZeppelin's errors.
library Recovery {
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    function signer(bytes32 digest, bytes memory signature) internal pure returns (address account) {
        if (signature.length != 65) revert ECDSAInvalidSignatureLength(signature.length);
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
            v := byte(0, mload(add(signature, 96)))
        }
        if (uint256(s) > HALF_ORDER) revert ECDSAInvalidSignatureS(s);
        account = ecrecover(digest, v, r, s);
        if (account == address(0)) revert ECDSAInvalidSignature();
    }

    /// Of a personal message: the prefix names the length in bytes.
    function personal(bytes memory message) internal pure returns (bytes32) {
        return keccak256(bytes.concat("\x19Ethereum Signed Message:\n", bytes(decimal(message.length)), message));
    }

    function decimal(uint256 number) private pure returns (string memory) {
        bytes memory reversed;
        do {
            reversed = bytes.concat(bytes1(uint8(48 + (number % 10))), reversed);
            number /= 10;
        } while (number != 0);
        return string(reversed);
    }
}
