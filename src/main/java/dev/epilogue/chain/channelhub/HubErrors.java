package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.RevertTable;
import java.util.List;

/**
 * What ChannelHub, its engine libraries and its validators raise. The engines are called with delegatecall: their errors come out of the
 * contract's calls though its interface does not name them.
 */
public final class HubErrors {

    public static final RevertTable TABLE = new RevertTable(List.of(
            "InvalidAddress()",
            "IncorrectAmount()",
            "IncorrectValue()",
            "NativeTransferFailed(address,uint256)",
            "AddressCollision(address)",
            "IncorrectChallengeDuration()",
            "InvalidValidatorId()",
            "ValidatorAlreadyRegistered(uint8)",
            "ValidatorNotRegistered(uint8)",
            "ValidatorNotApproved()",
            "ValidatorNotActive(uint8,uint64)",
            "EmptySignature()",
            "IncorrectSignature()",
            "InsufficientBalance()",
            "IncorrectStateIntent()",
            "IncorrectChannelStatus()",
            "ChallengerVersionTooLow()",
            "NoChannelIdFoundForEscrow()",
            "IncorrectChannelId()",
            "IncorrectNode()",
            "IncorrectMsgSender()",
            "IncorrectHomeChainId()",
            "IncorrectNonHomeChainId()",
            "NonHomeStateRequired()",
            "NonHomeStateMustBeEmpty()",
            "IncorrectPreviousStateIntent()",
            "IncorrectStateVersion()",
            "ChallengeExpired()",
            "TokenMismatch()",
            "IncorrectUserAllocation()",
            "IncorrectNodeAllocation()",
            "IncorrectUserNetFlow()",
            "IncorrectNodeNetFlow()",
            "IncorrectUserNetFlowDelta()",
            "IncorrectNodeNetFlowDelta()",
            "NegativeNetFlowSum()",
            "IncorrectAllocationSum()",
            "AllocationExceedsLockedFunds()",
            "UserAllocationDeltaMismatch()",
            "UserNodeAllocationsMismatch()",
            "InsufficientLockedFunds()",
            "LockedFundsConsistencyViolation()",
            "InsufficientNodeBalance()",
            "DecimalsExceedMaxPrecision()",
            "DecimalsMismatch()",
            "FailedToFetchDecimals()",
            "ChallengeWithSessionKeyNotSupported()",
            "EmptyChannelId()",
            "InvalidSignerAddress()"));

    private HubErrors() {}
}
