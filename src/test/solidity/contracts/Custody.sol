// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Adjudicator, Allocation, Channel, Intent, State, Status} from "./CustodyTypes.sol";
import {CustodyAccounts} from "./CustodyAccounts.sol";
import {CustodySignatures} from "./CustodySignatures.sol";

/// Offers of the Custody contract of a 0.x node what Epilogue uses, by the same rules.
contract Custody is CustodyAccounts {
    error ChannelNotFound(bytes32 channelId);
    error InvalidStatus();
    error InvalidState();
    error InvalidAllocations();
    error InvalidStateSignatures();
    error InvalidChallengerSignature();
    error InvalidParticipant();
    error InvalidAdjudicator();
    error InvalidChallengePeriod();

    event Created(bytes32 indexed channelId, address indexed wallet, Channel channel, State initial);
    event Joined(bytes32 indexed channelId, uint256 index);
    event Opened(bytes32 indexed channelId);
    event Challenged(bytes32 indexed channelId, State state, uint256 expiration);
    event Checkpointed(bytes32 indexed channelId, State state);
    event Resized(bytes32 indexed channelId, int256[] deltaAllocations);
    event Closed(bytes32 indexed channelId, State finalState);

    uint256 public constant MIN_CHALLENGE_PERIOD = 3600;
    bytes32 public constant CHALLENGE_STATE_TYPEHASH = CustodySignatures.CHALLENGE_TYPE;

    struct Record {
        Channel channel;
        Status status;
        address[2] wallets;
        uint256 challengeExpiry;
        State last;
        mapping(address => uint256) balances;
    }

    mapping(bytes32 => Record) private records;
    mapping(address => bytes32[]) private open;

    // ---------------------------------------------------------------- life

    function create(Channel calldata channel, State calldata initial) public returns (bytes32 channelId) {
        requireSound(channel);
        if (initial.intent != Intent.INITIALIZE || initial.version != 0) revert InvalidState();
        channelId = CustodySignatures.id(channel);
        Record storage record = records[channelId];
        if (record.status != Status.VOID) revert InvalidStatus();
        requireAllocations(initial);
        bool both = initial.sigs.length == 2;
        if (initial.sigs.length == 0 || initial.sigs.length > 2) revert InvalidStateSignatures();
        if (!signedBy(channelId, initial, 0, channel.participants[0])) revert InvalidStateSignatures();
        if (both && !signedBy(channelId, initial, 1, channel.participants[1])) revert InvalidStateSignatures();

        record.channel = channel;
        record.last = initial;
        record.status = both ? Status.ACTIVE : Status.INITIAL;
        record.wallets[0] = msg.sender;
        if (both) record.wallets[1] = channel.participants[1];
        open[msg.sender].push(channelId);
        lock(record, msg.sender, initial.allocations[0]);
        emit Created(channelId, msg.sender, channel, initial);
        if (both) opened(record, channelId, channel.participants[1]);
    }

    function depositAndCreate(address token, uint256 amount, Channel calldata channel, State calldata initial)
        external
        payable
        returns (bytes32)
    {
        deposit(msg.sender, token, amount);
        return create(channel, initial);
    }

    function join(bytes32 channelId, uint256 index, bytes calldata sig) external returns (bytes32) {
        Record storage record = known(channelId);
        if (record.status != Status.INITIAL) revert InvalidStatus();
        if (index != 1) revert InvalidParticipant();
        record.last.sigs.push(sig);
        if (!signedBy(channelId, record.last, 1, record.channel.participants[1])) revert InvalidStateSignatures();
        record.status = Status.ACTIVE;
        record.wallets[1] = msg.sender;
        opened(record, channelId, msg.sender);
        return channelId;
    }

    function opened(Record storage record, bytes32 channelId, address wallet) private {
        open[wallet].push(channelId);
        lock(record, wallet, record.last.allocations[1]);
        emit Joined(channelId, 1);
        emit Opened(channelId);
    }

    function checkpoint(bytes32 channelId, State calldata candidate, State[] calldata proofs) external {
        Record storage record = known(channelId);
        if (record.status != Status.ACTIVE && record.status != Status.DISPUTE) revert InvalidStatus();
        if (candidate.intent != Intent.OPERATE) revert InvalidState();
        bool newerOnly = record.status == Status.ACTIVE || record.last.intent == Intent.OPERATE;
        if (newerOnly && candidate.version <= record.last.version) revert InvalidState();
        if (!accepted(record, candidate, proofs)) revert InvalidState();
        record.last = candidate;
        record.status = Status.ACTIVE;
        record.challengeExpiry = 0;
        emit Checkpointed(channelId, candidate);
    }

    function challenge(
        bytes32 channelId,
        State calldata candidate,
        State[] calldata proofs,
        bytes calldata challengerSig
    ) external {
        Record storage record = known(channelId);
        if (record.status == Status.DISPUTE || record.status == Status.FINAL) revert InvalidStatus();
        if (candidate.intent == Intent.FINALIZE) revert InvalidState();
        if (!challengeSigned(record, channelId, candidate, challengerSig)) revert InvalidChallengerSignature();
        bool identical = keccak256(abi.encode(candidate)) == keccak256(abi.encode(record.last));
        if (record.status == Status.INITIAL) {
            if (!identical) revert InvalidState();
            emit Challenged(channelId, candidate, block.timestamp);
            settle(record, channelId, candidate);
            return;
        }
        if (!identical && !mayFollow(record, candidate, proofs)) revert InvalidState();
        record.last = candidate;
        record.status = Status.DISPUTE;
        record.challengeExpiry = block.timestamp + record.channel.challenge;
        emit Challenged(channelId, candidate, record.challengeExpiry);
    }

    function mayFollow(Record storage record, State calldata candidate, State[] calldata proofs)
        private
        view
        returns (bool)
    {
        bool kind = candidate.intent == Intent.OPERATE
            || (candidate.intent == Intent.RESIZE && record.last.intent == Intent.INITIALIZE);
        return kind && candidate.version > record.last.version && accepted(record, candidate, proofs);
    }

    function close(bytes32 channelId, State calldata candidate, State[] calldata) external {
        Record storage record = known(channelId);
        if (record.status != Status.ACTIVE && record.status != Status.DISPUTE) revert InvalidStatus();
        bool expired = record.status == Status.DISPUTE && block.timestamp >= record.challengeExpiry;
        if (!expired) {
            if (candidate.intent != Intent.FINALIZE || candidate.version == 0) revert InvalidState();
            if (!CustodySignatures.stateCoSigned(address(this), channelId, record.channel, candidate)) {
                revert InvalidStateSignatures();
            }
            record.last = candidate;
        }
        settle(record, channelId, candidate);
    }

    /// The money follows the last state, the event repeats what was sent.
    function settle(Record storage record, bytes32 channelId, State calldata shown) private {
        Allocation[] memory shares = record.last.allocations;
        for (uint256 i = 0; i < shares.length; i++) {
            uint256 left = record.balances[shares[i].token];
            uint256 paid = shares[i].amount < left ? shares[i].amount : left;
            record.balances[shares[i].token] = left - paid;
            accounts[shares[i].destination][shares[i].token] += paid;
        }
        for (uint256 i = 0; i < record.wallets.length; i++) forget(record.wallets[i], channelId);
        delete records[channelId].channel;
        delete records[channelId].wallets;
        delete records[channelId].last;
        record.status = Status.VOID;
        record.challengeExpiry = 0;
        emit Closed(channelId, shown);
    }

    function resize(bytes32 channelId, State calldata candidate, State[] calldata proofs) external {
        Record storage record = known(channelId);
        if (record.status != Status.ACTIVE) revert InvalidStatus();
        if (candidate.intent != Intent.RESIZE || proofs.length == 0) revert InvalidState();
        if (!CustodySignatures.stateCoSigned(address(this), channelId, record.channel, candidate)) {
            revert InvalidStateSignatures();
        }
        State calldata preceding = proofs[0];
        if (candidate.version != preceding.version + 1) revert InvalidState();
        if (!accepted(record, preceding, new State[](0))) revert InvalidState();
        requireAllocations(candidate);
        int256[] memory deltas = abi.decode(candidate.data, (int256[]));
        if (deltas.length != 2 || total(preceding) + deltas[0] + deltas[1] != total(candidate)) {
            revert InvalidAllocations();
        }
        address token = candidate.allocations[0].token;
        for (uint256 i = 0; i < 2; i++) {
            if (deltas[i] > 0) take(record, record.wallets[i], token, uint256(deltas[i]));
        }
        for (uint256 i = 0; i < 2; i++) {
            if (deltas[i] < 0) give(record, record.wallets[i], token, uint256(-deltas[i]));
        }
        record.last = candidate;
        emit Resized(channelId, deltas);
    }

    // ---------------------------------------------------------------- reading

    function getChannelData(bytes32 channelId)
        external
        view
        returns (Channel memory, Status, address[] memory, uint256, State memory)
    {
        Record storage record = records[channelId];
        address[] memory wallets = new address[](2);
        (wallets[0], wallets[1]) = (record.wallets[0], record.wallets[1]);
        return (record.channel, record.status, wallets, record.challengeExpiry, record.last);
    }

    function getChannelBalances(bytes32 channelId, address[] calldata tokens)
        external
        view
        returns (uint256[] memory balances)
    {
        balances = new uint256[](tokens.length);
        for (uint256 i = 0; i < tokens.length; i++) balances[i] = records[channelId].balances[tokens[i]];
    }

    function getOpenChannels(address[] calldata wallets) external view returns (bytes32[][] memory channels) {
        channels = new bytes32[][](wallets.length);
        for (uint256 i = 0; i < wallets.length; i++) channels[i] = open[wallets[i]];
    }

    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return (hex"0f", "Nitrolite:Custody", "0.3.0", block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    // ---------------------------------------------------------------- parts

    function known(bytes32 channelId) private view returns (Record storage record) {
        record = records[channelId];
        if (record.status == Status.VOID) revert ChannelNotFound(channelId);
    }

    function requireSound(Channel calldata channel) private pure {
        address[] calldata parties = channel.participants;
        if (parties.length != 2 || parties[0] == address(0) || parties[1] == address(0) || parties[0] == parties[1]) {
            revert InvalidParticipant();
        }
        if (channel.adjudicator == address(0)) revert InvalidAdjudicator();
        if (channel.challenge < MIN_CHALLENGE_PERIOD) revert InvalidChallengePeriod();
    }

    function requireAllocations(State calldata state) private pure {
        Allocation[] calldata shares = state.allocations;
        if (shares.length != 2 || shares[0].token != shares[1].token) revert InvalidAllocations();
    }

    function signedBy(bytes32 channelId, State memory state, uint256 index, address expected)
        private
        view
        returns (bool)
    {
        return CustodySignatures.stateSigned(address(this), channelId, state, index, expected);
    }

    function challengeSigned(Record storage record, bytes32 channelId, State calldata candidate, bytes calldata sig)
        private
        view
        returns (bool)
    {
        bytes memory message = bytes.concat(CustodySignatures.packed(channelId, candidate), "challenge");
        bytes32 digest = CustodySignatures.typed(
            CHALLENGE_STATE_TYPEHASH, CustodySignatures.domain(address(this)), channelId, candidate
        );
        return CustodySignatures.signed(message, digest, sig, record.channel.participants[0])
            || CustodySignatures.signed(message, digest, sig, record.channel.participants[1]);
    }

    function accepted(Record storage record, State calldata candidate, State[] memory proofs)
        private
        view
        returns (bool)
    {
        return Adjudicator(record.channel.adjudicator).adjudicate(record.channel, candidate, proofs);
    }

    function total(State calldata state) private pure returns (int256 sum) {
        for (uint256 i = 0; i < state.allocations.length; i++) sum += int256(state.allocations[i].amount);
    }

    function lock(Record storage record, address wallet, Allocation memory share) private {
        if (share.amount != 0) take(record, wallet, share.token, share.amount);
    }

    function take(Record storage record, address wallet, address token, uint256 amount) private {
        debit(wallet, token, amount);
        record.balances[token] += amount;
    }

    function give(Record storage record, address wallet, address token, uint256 amount) private {
        uint256 held = record.balances[token];
        if (held < amount) revert InsufficientBalance(held, amount);
        record.balances[token] = held - amount;
        accounts[wallet][token] += amount;
    }

    function forget(address wallet, bytes32 channelId) private {
        bytes32[] storage list = open[wallet];
        for (uint256 i = 0; i < list.length; i++) {
            if (list[i] == channelId) {
                list[i] = list[list.length - 1];
                list.pop();
                return;
            }
        }
    }
}
