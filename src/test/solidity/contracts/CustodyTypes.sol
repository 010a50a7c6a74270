// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

enum Intent { OPERATE, INITIALIZE, RESIZE, FINALIZE }
enum Status { VOID, INITIAL, ACTIVE, DISPUTE, FINAL }

struct Channel {
    address[] participants;
    address adjudicator;
    uint64 challenge;
    uint64 nonce;
}

struct Allocation {
    address destination;
    address token;
    uint256 amount;
}

struct State {
    Intent intent;
    uint256 version;
    bytes data;
    Allocation[] allocations;
    bytes[] sigs;
}

interface Adjudicator {
    function adjudicate(Channel calldata channel, State calldata candidate, State[] calldata proofs)
        external
        view
        returns (bool);
}
