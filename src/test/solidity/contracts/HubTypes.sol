// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

enum Standing { VOID, OPERATING, DISPUTED, CLOSED, MIGRATING_IN, MIGRATED_OUT }
enum Purpose {
    OPERATE, CLOSE, DEPOSIT, WITHDRAW,
    INITIATE_ESCROW_DEPOSIT, FINALIZE_ESCROW_DEPOSIT,
    INITIATE_ESCROW_WITHDRAWAL, FINALIZE_ESCROW_WITHDRAWAL,
    INITIATE_MIGRATION, FINALIZE_MIGRATION
}
enum Challenger { USER, NODE }

struct Ledger {
    uint64 chainId;
    address token;
    uint8 decimals;
    uint256 userAllocation;
    int256 userNetFlow;
    uint256 nodeAllocation;
    int256 nodeNetFlow;
}

struct HubState {
    uint64 version;
    Purpose intent;
    bytes32 metadata;
    Ledger homeLedger;
    Ledger nonHomeLedger;
    bytes userSig;
    bytes nodeSig;
}

struct Definition {
    uint32 challengeDuration;
    address user;
    address node;
    uint64 nonce;
    uint256 approvedSignatureValidators;
    bytes32 metadata;
}

interface Validator {
    function validateSignature(bytes32 channelId, bytes calldata signingData, bytes calldata signature, address signer)
        external
        view
        returns (bool);
}
