package dev.epilogue.chain.custody;

import dev.epilogue.chain.RevertTable;
import java.util.List;

/** What the Custody contract, its adjudicator and its signature libraries raise. */
public final class CustodyErrors {

    public static final RevertTable TABLE = new RevertTable(List.of(
            "ChallengeNotExpired()",
            "ChannelNotFinal()",
            "ChannelNotFound(bytes32)",
            "DepositAlreadyFulfilled()",
            "DepositsNotFulfilled(uint256,uint256)",
            "ERC6492DeploymentFailed(address,bytes)",
            "ERC6492NoCode(address)",
            "InsufficientBalance(uint256,uint256)",
            "InvalidAdjudicator()",
            "InvalidAllocations()",
            "InvalidAmount()",
            "InvalidChallengePeriod()",
            "InvalidChallengerSignature()",
            "InvalidParticipant()",
            "InvalidState()",
            "InvalidStateSignatures()",
            "InvalidStatus()",
            "InvalidValue()",
            "TransferFailed(address,address,uint256)"));

    private CustodyErrors() {}
}
