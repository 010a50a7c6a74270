// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Adjudicator, Channel, Intent, State} from "./CustodyTypes.sol";
import {CustodySignatures} from "./CustodySignatures.sol";

/// Accepts what both participants signed, whatever it says.
contract ConsensusAdjudicator is Adjudicator {
    address private immutable custody;

    constructor(address at) {
        custody = at;
    }

    function adjudicate(Channel calldata channel, State calldata candidate, State[] calldata proofs)
        external
        view
        returns (bool)
    {
        if (proofs.length != 0) return false;
        if ((candidate.version == 0) != (candidate.intent == Intent.INITIALIZE)) return false;
        return CustodySignatures.stateCoSigned(custody, CustodySignatures.id(channel), channel, candidate);
    }
}
