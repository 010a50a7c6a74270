package dev.epilogue.chain.channelhub;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.nitronode.ChannelDefinition;
import dev.epilogue.signing.nitronode.HubLedger;
import java.util.List;
import java.util.Map;

/** Values in the form in which the recording shows them. */
final class HubTexts {

    private HubTexts() {}

    static Object definition(ChannelDefinition definition) {
        return Map.of(
                "challengeDuration", Math.toIntExact(definition.challengeDuration()),
                "user", definition.user(),
                "node", definition.node(),
                "nonce", Long.toUnsignedString(definition.nonce()),
                "approvedSignatureValidators", definition.approvedValidators().toString(),
                "metadata", definition.metadata());
    }

    static Object state(SignedState state) {
        SignedState.Hub hub = (SignedState.Hub) state;
        return Map.of(
                "version", hub.version().toString(),
                "intent", hub.state().intent(),
                "metadata", hub.state().metadata(),
                "homeLedger", ledger(hub.state().home()),
                "nonHomeLedger", ledger(hub.state().nonHome()),
                "userSig", hub.userSignature(),
                "nodeSig", hub.nodeSignature());
    }

    private static Object ledger(HubLedger ledger) {
        return Map.of(
                "chainId", Long.toUnsignedString(ledger.chainId()),
                "token", ledger.token(),
                "decimals", ledger.decimals(),
                "userAllocation", ledger.userAllocation().toString(),
                "userNetFlow", ledger.userNetFlow().toString(),
                "nodeAllocation", ledger.nodeAllocation().toString(),
                "nodeNetFlow", ledger.nodeNetFlow().toString());
    }

    static Object data(HubViews.ChannelData data) {
        return List.of(
                data.status(),
                definition(data.definition()),
                state(data.last()),
                data.challengeExpiry().toString(),
                data.locked().toString());
    }

    static List<Object> arguments(HubCall call) {
        return switch (call) {
            case HubCall.Create create -> List.of(definition(create.definition()), state(create.initial()));
            case HubCall.OnState onState -> List.of(onState.channelId(), state(onState.candidate()));
            case HubCall.Challenge challenge ->
                List.of(
                        challenge.channelId(),
                        state(challenge.candidate()),
                        challenge.challengerSignature(),
                        challenge.challenger());
            case HubCall.Claim claim -> List.of(claim.token(), claim.destination());
            case HubCall.DepositToNode deposit ->
                List.of(deposit.token(), deposit.amount().toString());
            case HubCall.RegisterValidator register ->
                List.of(register.validatorId(), register.validator(), register.signature());
        };
    }

    static Object event(ChannelEvent event) {
        return switch (event) {
            case ChannelEvent.Created created ->
                Map.of(
                        "channelId",
                        created.channelId(),
                        "user",
                        created.wallet(),
                        "initialState",
                        state(created.initial()));
            case ChannelEvent.Deposited deposited ->
                Map.of("channelId", deposited.channelId(), "candidate", state(deposited.state()));
            case ChannelEvent.Withdrawn withdrawn ->
                Map.of("channelId", withdrawn.channelId(), "candidate", state(withdrawn.state()));
            case ChannelEvent.Checkpointed checkpointed ->
                Map.of("channelId", checkpointed.channelId(), "candidate", state(checkpointed.state()));
            case ChannelEvent.Challenged challenged ->
                Map.of(
                        "channelId", challenged.channelId(),
                        "candidate", state(challenged.candidate()),
                        "challengeExpireAt",
                                Long.toString(challenged.expiresAt().getEpochSecond()));
            case ChannelEvent.Closed closed ->
                Map.of("channelId", closed.channelId(), "finalState", state(closed.candidate()));
            case ChannelEvent.NodeDeposited deposited ->
                Map.of("token", deposited.token(), "amount", deposited.amount().toString());
            case ChannelEvent.NodeBalanceUpdated updated ->
                Map.of("token", updated.token(), "amount", updated.balance().toString());
            case ChannelEvent.ValidatorRegistered registered ->
                Map.of("validatorId", registered.validatorId(), "validator", registered.validator());
            default -> throw new AssertionError("not a recorded event of ChannelHub: " + event);
        };
    }
}
