// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Erc20} from "./Money.sol";
import {Definition, HubState, Ledger, Purpose, Standing} from "./HubTypes.sol";

/// What a state may do to a channel on its home chain.
library HubRules {
    error IncorrectHomeChainId();
    error IncorrectStateVersion();
    error TokenMismatch();
    error DecimalsMismatch();
    error FailedToFetchDecimals();
    error NonHomeStateMustBeEmpty();
    error NegativeNetFlowSum();
    error IncorrectAllocationSum();
    error ChallengeExpired();
    error IncorrectChannelStatus();
    error IncorrectUserNetFlowDelta();
    error IncorrectUserAllocation();
    error IncorrectNodeAllocation();
    error InsufficientLockedFunds();
    error LockedFundsConsistencyViolation();
    error IncorrectStateIntent();

    struct Record {
        Standing status;
        Definition definition;
        HubState last;
        uint256 challengeExpiry;
        uint256 locked;
    }

    /// How much the user and the node put in; negative where they take out.
    function check(Record storage record, HubState calldata candidate)
        internal
        view
        returns (int256 userDelta, int256 nodeDelta)
    {
        Ledger calldata home = candidate.homeLedger;
        if (home.chainId != block.chainid) revert IncorrectHomeChainId();
        if (candidate.version <= record.last.version) revert IncorrectStateVersion();
        if (record.status != Standing.VOID && home.token != record.last.homeLedger.token) revert TokenMismatch();
        if (home.decimals != decimalsOf(home.token)) revert DecimalsMismatch();
        if (!isEmpty(candidate.nonHomeLedger)) revert NonHomeStateMustBeEmpty();
        int256 flows = home.userNetFlow + home.nodeNetFlow;
        if (flows < 0) revert NegativeNetFlowSum();
        if (uint256(flows) != home.userAllocation + home.nodeAllocation) revert IncorrectAllocationSum();
        if (record.status == Standing.DISPUTED && block.timestamp > record.challengeExpiry) revert ChallengeExpired();
        if (record.status == Standing.CLOSED || record.status == Standing.MIGRATED_OUT) {
            revert IncorrectChannelStatus();
        }
        userDelta = home.userNetFlow - record.last.homeLedger.userNetFlow;
        nodeDelta = home.nodeNetFlow - record.last.homeLedger.nodeNetFlow;
        checkPurpose(candidate, userDelta);
        int256 locked = int256(record.locked) + userDelta + nodeDelta;
        if (locked < 0) revert InsufficientLockedFunds();
        if (uint256(locked) != home.userAllocation + home.nodeAllocation) revert LockedFundsConsistencyViolation();
    }

    function checkPurpose(HubState calldata candidate, int256 userDelta) private pure {
        Purpose intent = candidate.intent;
        if (intent == Purpose.OPERATE) {
            if (userDelta != 0) revert IncorrectUserNetFlowDelta();
        } else if (intent == Purpose.DEPOSIT) {
            if (userDelta <= 0) revert IncorrectUserNetFlowDelta();
        } else if (intent == Purpose.WITHDRAW) {
            if (userDelta >= 0) revert IncorrectUserNetFlowDelta();
        } else if (intent == Purpose.CLOSE) {
            if (candidate.homeLedger.userAllocation != 0) revert IncorrectUserAllocation();
        } else {
            revert IncorrectStateIntent();
        }
        if (candidate.homeLedger.nodeAllocation != 0) revert IncorrectNodeAllocation();
    }

    function decimalsOf(address token) private view returns (uint8) {
        if (token == address(0)) return 18;
        (bool done, bytes memory answer) = token.staticcall(abi.encodeCall(Erc20.decimals, ()));
        if (!done || answer.length < 32) revert FailedToFetchDecimals();
        return abi.decode(answer, (uint8));
    }

    function isEmpty(Ledger calldata ledger) private pure returns (bool) {
        return keccak256(abi.encode(ledger)) == keccak256(abi.encode(Ledger(0, address(0), 0, 0, 0, 0, 0)));
    }
}
