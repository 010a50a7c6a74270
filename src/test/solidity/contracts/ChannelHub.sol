// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {HubMoney} from "./HubMoney.sol";
import {HubRules} from "./HubRules.sol";
import {Challenger, Definition, HubState, Purpose, Standing, Validator} from "./HubTypes.sol";
import {Recovery} from "./Recovery.sol";

/// Offers of a v1 node's ChannelHub what Epilogue uses on a channel's home chain, by the same rules.
contract ChannelHub is HubMoney {
    error InvalidAddress();
    error AddressCollision(address account);
    error IncorrectChallengeDuration();
    error IncorrectNode();
    error IncorrectStateIntent();
    error IncorrectChannelStatus();
    error ChallengerVersionTooLow();
    error EmptySignature();
    error IncorrectSignature();
    error InvalidValidatorId();
    error ValidatorAlreadyRegistered(uint8 validatorId);
    error ValidatorNotApproved();
    error ValidatorNotRegistered(uint8 validatorId);
    error ValidatorNotActive(uint8 validatorId, uint64 activeAt);
    error ChallengeWithSessionKeyNotSupported();

    event ChannelCreated(bytes32 indexed channelId, address indexed user, Definition definition, HubState initialState);
    event ChannelDeposited(bytes32 indexed channelId, HubState candidate);
    event ChannelWithdrawn(bytes32 indexed channelId, HubState candidate);
    event ChannelCheckpointed(bytes32 indexed channelId, HubState candidate);
    event ChannelChallenged(bytes32 indexed channelId, HubState candidate, uint64 challengeExpireAt);
    event ChannelClosed(bytes32 indexed channelId, HubState finalState);
    event ValidatorRegistered(uint8 indexed validatorId, address indexed validator);

    uint8 public constant VERSION = 1;
    uint32 public constant MIN_CHALLENGE_DURATION = 86400;
    uint32 public constant MAX_CHALLENGE_DURATION = 604800;
    uint64 public constant VALIDATOR_ACTIVATION_DELAY = 86400;
    address public immutable DEFAULT_SIG_VALIDATOR;

    struct NodeValidator {
        address validator;
        uint64 registeredAt;
    }

    mapping(bytes32 => HubRules.Record) private records;
    mapping(address => bytes32[]) private ids;
    mapping(uint8 => NodeValidator) private validators;

    constructor(address node, address defaultValidator) HubMoney(node) {
        DEFAULT_SIG_VALIDATOR = defaultValidator;
    }

    // ---------------------------------------------------------------- life

    function createChannel(Definition calldata definition, HubState calldata initial) external payable {
        requireSound(definition);
        if (
            initial.intent != Purpose.DEPOSIT && initial.intent != Purpose.WITHDRAW
                && initial.intent != Purpose.OPERATE
        ) revert IncorrectStateIntent();
        bytes32 channelId = idOf(definition);
        HubRules.Record storage record = records[channelId];
        if (record.status != Standing.VOID) revert IncorrectChannelStatus();
        requireCoSigned(channelId, definition, initial);
        record.definition = definition;
        apply_(record, initial);
        ids[definition.user].push(channelId);
        emitApplied(channelId, initial);
        emit ChannelCreated(channelId, definition.user, definition, initial);
    }

    function checkpointChannel(bytes32 channelId, HubState calldata candidate) external {
        advance(channelId, candidate, Purpose.OPERATE);
    }

    function depositToChannel(bytes32 channelId, HubState calldata candidate) external payable {
        advance(channelId, candidate, Purpose.DEPOSIT);
    }

    function withdrawFromChannel(bytes32 channelId, HubState calldata candidate) external {
        advance(channelId, candidate, Purpose.WITHDRAW);
    }

    function advance(bytes32 channelId, HubState calldata candidate, Purpose intent) private {
        if (candidate.intent != intent) revert IncorrectStateIntent();
        HubRules.Record storage record = records[channelId];
        requireCoSigned(channelId, record.definition, candidate);
        apply_(record, candidate);
        emitApplied(channelId, candidate);
    }

    function challengeChannel(
        bytes32 channelId,
        HubState calldata candidate,
        bytes calldata challengerSig,
        Challenger challengerIdx
    ) external payable {
        HubRules.Record storage record = records[channelId];
        if (record.status != Standing.OPERATING && record.status != Standing.MIGRATING_IN) {
            revert IncorrectChannelStatus();
        }
        if (candidate.version < record.last.version) revert ChallengerVersionTooLow();
        if (candidate.version > record.last.version) {
            if (candidate.intent == Purpose.CLOSE || candidate.intent == Purpose.FINALIZE_MIGRATION) {
                revert IncorrectStateIntent();
            }
            if (candidate.intent == Purpose.INITIATE_ESCROW_DEPOSIT && msg.sender != NODE) {
                revert IncorrectMsgSender();
            }
            requireCoSigned(channelId, record.definition, candidate);
            apply_(record, candidate);
        } else if (msg.value != 0) {
            revert IncorrectValue();
        }
        requireChallenger(channelId, record.definition, candidate, challengerSig, challengerIdx);
        record.status = Standing.DISPUTED;
        record.challengeExpiry = block.timestamp + record.definition.challengeDuration;
        emit ChannelChallenged(channelId, candidate, uint64(record.challengeExpiry));
    }

    /// A signed end, or the end of an expired dispute: then the candidate is not looked at.
    function closeChannel(bytes32 channelId, HubState calldata candidate) external {
        HubRules.Record storage record = records[channelId];
        if (record.status == Standing.DISPUTED && block.timestamp > record.challengeExpiry) {
            end(record);
            record.locked = 0;
            pay(record.last.homeLedger.token, record.definition.user, record.last.homeLedger.userAllocation);
            pay(record.last.homeLedger.token, NODE, record.last.homeLedger.nodeAllocation);
            emit ChannelClosed(channelId, record.last);
            return;
        }
        if (candidate.intent != Purpose.CLOSE) revert IncorrectStateIntent();
        requireCoSigned(channelId, record.definition, candidate);
        apply_(record, candidate);
        end(record);
        emit ChannelClosed(channelId, candidate);
    }

    function end(HubRules.Record storage record) private {
        record.status = Standing.CLOSED;
        record.challengeExpiry = 0;
    }

    function apply_(HubRules.Record storage record, HubState calldata candidate) private {
        (int256 userDelta, int256 nodeDelta) = HubRules.check(record, candidate);
        address token = candidate.homeLedger.token;
        record.locked = uint256(int256(record.locked) + userDelta + nodeDelta);
        record.last = candidate;
        record.status = Standing.OPERATING;
        record.challengeExpiry = 0;
        if (userDelta > 0) pull(token, record.definition.user, uint256(userDelta));
        else if (msg.value != 0) revert IncorrectValue();
        if (userDelta < 0) pay(token, record.definition.user, uint256(-userDelta));
        moveNodeBalance(token, nodeDelta);
    }

    function emitApplied(bytes32 channelId, HubState calldata state) private {
        if (state.intent == Purpose.DEPOSIT) emit ChannelDeposited(channelId, state);
        else if (state.intent == Purpose.WITHDRAW) emit ChannelWithdrawn(channelId, state);
        else emit ChannelCheckpointed(channelId, state);
    }

    // ---------------------------------------------------------------- signatures

    /// By the node, over this very contract, chain and validator. The real contract's message is not known; this is ours.
    function registerNodeValidator(uint8 validatorId, address validator, bytes calldata signature) external {
        if (validatorId == 0) revert InvalidValidatorId();
        if (validator == address(0)) revert InvalidAddress();
        if (validators[validatorId].validator != address(0)) revert ValidatorAlreadyRegistered(validatorId);
        bytes memory message = abi.encode(block.chainid, address(this), validatorId, validator);
        if (Recovery.signer(Recovery.personal(message), signature) != NODE) revert IncorrectSignature();
        validators[validatorId] = NodeValidator(validator, uint64(block.timestamp));
        emit ValidatorRegistered(validatorId, validator);
    }

    function requireCoSigned(bytes32 channelId, Definition memory definition, HubState calldata state) private view {
        bytes memory data = signingData(state);
        requireSigned(channelId, definition, data, state.userSig, definition.user);
        requireSigned(channelId, definition, data, state.nodeSig, NODE);
    }

    function requireChallenger(
        bytes32 channelId,
        Definition memory definition,
        HubState calldata candidate,
        bytes calldata signature,
        Challenger challenger
    ) private view {
        if (signature.length == 0) revert EmptySignature();
        if (signature[0] != 0) revert ChallengeWithSessionKeyNotSupported();
        bytes memory data = bytes.concat(signingData(candidate), "challenge");
        requireSigned(
            channelId, definition, data, signature, challenger == Challenger.USER ? definition.user : NODE
        );
    }

    function requireSigned(
        bytes32 channelId,
        Definition memory definition,
        bytes memory data,
        bytes calldata signature,
        address signer
    ) private view {
        if (signature.length == 0) revert EmptySignature();
        Validator validator = Validator(validatorOf(uint8(signature[0]), definition.approvedSignatureValidators));
        if (!validator.validateSignature(channelId, data, signature[1:], signer)) revert IncorrectSignature();
    }

    function validatorOf(uint8 id, uint256 approved) private view returns (address) {
        if (id == 0) return DEFAULT_SIG_VALIDATOR;
        if ((approved >> id) & 1 == 0) revert ValidatorNotApproved();
        NodeValidator memory registered = validators[id];
        if (registered.validator == address(0)) revert ValidatorNotRegistered(id);
        uint64 activeAt = registered.registeredAt + VALIDATOR_ACTIVATION_DELAY;
        if (block.timestamp < activeAt) revert ValidatorNotActive(id, activeAt);
        return registered.validator;
    }

    function signingData(HubState calldata state) private pure returns (bytes memory) {
        return abi.encode(state.version, state.intent, state.metadata, state.homeLedger, state.nonHomeLedger);
    }

    // ---------------------------------------------------------------- reading

    function getChannelData(bytes32 channelId)
        external
        view
        returns (Standing, Definition memory, HubState memory, uint256, uint256)
    {
        HubRules.Record storage record = records[channelId];
        return (record.status, record.definition, record.last, record.challengeExpiry, record.locked);
    }

    function getChannelIds(address user) external view returns (bytes32[] memory) {
        return ids[user];
    }

    function getOpenChannels(address user) external view returns (bytes32[] memory open) {
        bytes32[] memory all = ids[user];
        uint256 count;
        for (uint256 i = 0; i < all.length; i++) if (isOpen(all[i])) count++;
        open = new bytes32[](count);
        for (uint256 i = all.length; i > 0; i--) if (isOpen(all[i - 1])) open[--count] = all[i - 1];
    }

    function getNodeValidator(uint8 id) external view returns (address, uint64) {
        return (validators[id].validator, validators[id].registeredAt);
    }

    function isOpen(bytes32 channelId) private view returns (bool) {
        Standing status = records[channelId].status;
        return status != Standing.CLOSED && status != Standing.MIGRATED_OUT;
    }

    function idOf(Definition calldata definition) private pure returns (bytes32) {
        bytes32 hash = keccak256(abi.encode(definition));
        return bytes32((uint256(hash) << 8 >> 8) | (uint256(1) << 248));
    }

    function requireSound(Definition calldata definition) private view {
        if (definition.node != NODE) revert IncorrectNode();
        if (definition.user == address(0)) revert InvalidAddress();
        if (definition.user == NODE) revert AddressCollision(definition.user);
        uint32 duration = definition.challengeDuration;
        if (duration < MIN_CHALLENGE_DURATION || duration > MAX_CHALLENGE_DURATION) {
            revert IncorrectChallengeDuration();
        }
    }
}
