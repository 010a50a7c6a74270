package dev.epilogue.chain.custody;

import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.SignedState;
import dev.epilogue.signing.Abi;
import dev.epilogue.signing.nitrorpc.CustodyCalls;
import dev.epilogue.signing.nitrorpc.CustodyChannel;
import dev.epilogue.value.Hex;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Values in the form in which the recording shows them, and the calls that only a test may encode. */
public final class CustodyTexts {

    private CustodyTexts() {}

    static Object channel(CustodyChannel channel) {
        return Map.of(
                "participants", channel.participants(),
                "adjudicator", channel.adjudicator(),
                "challenge", Long.toUnsignedString(channel.challenge()),
                "nonce", Long.toUnsignedString(channel.nonce()));
    }

    static Object state(SignedState state) {
        SignedState.Custody custody = (SignedState.Custody) state;
        return Map.of(
                "intent", custody.state().intent().ordinal(),
                "version", custody.version().toString(),
                "data", custody.state().data(),
                "allocations",
                        custody.state().allocations().stream()
                                .map(share -> Map.of(
                                        "destination", share.destination(),
                                        "token", share.token(),
                                        "amount", share.amount().toString()))
                                .toList(),
                "sigs", custody.signatures());
    }

    static Object data(CustodyViews.ChannelData data) {
        return List.of(
                channel(data.channel()),
                data.status(),
                data.wallets(),
                data.challengeExpiry().toString(),
                state(data.last()));
    }

    static List<Object> arguments(CustodyCall call) {
        return switch (call) {
            case CustodyCall.Create create -> List.of(channel(create.channel()), state(create.initial()));
            case CustodyCall.DepositAndCreate create ->
                List.of(create.token(), create.amount().toString(), channel(create.channel()), state(create.initial()));
            case CustodyCall.Resize resize ->
                List.of(resize.channelId(), state(resize.candidate()), states(resize.proofs()));
            case CustodyCall.Close close ->
                List.of(close.channelId(), state(close.candidate()), states(close.proofs()));
            case CustodyCall.Checkpoint checkpoint ->
                List.of(checkpoint.channelId(), state(checkpoint.candidate()), states(checkpoint.proofs()));
            case CustodyCall.Challenge challenge ->
                List.of(
                        challenge.channelId(),
                        state(challenge.candidate()),
                        states(challenge.proofs()),
                        challenge.challengerSignature());
            case CustodyCall.Deposit deposit ->
                List.of(deposit.account(), deposit.token(), deposit.amount().toString());
            case CustodyCall.Withdraw withdraw ->
                List.of(withdraw.token(), withdraw.amount().toString());
        };
    }

    /** Calldata. */
    public static String encoded(CustodyCall call) {
        return switch (call) {
            case CustodyCall.Create create ->
                Abi.call(
                        "create(%s,%s)".formatted(CustodyTypes.CHANNEL, CustodyTypes.STATE),
                        encoded(create.channel()),
                        encoded(create.initial()));
            case CustodyCall.DepositAndCreate create ->
                Abi.call(
                        "depositAndCreate(address,uint256,%s,%s)".formatted(CustodyTypes.CHANNEL, CustodyTypes.STATE),
                        Abi.address(create.token()),
                        Abi.uint256(create.amount()),
                        encoded(create.channel()),
                        encoded(create.initial()));
            case CustodyCall.Resize resize ->
                CustodyCalls.resize(
                        resize.channelId(),
                        CustodyTypes.signed(resize.candidate()),
                        CustodyTypes.signed(resize.proofs().getFirst()));
            case CustodyCall.Close close ->
                CustodyCalls.close(close.channelId(), CustodyTypes.signed(close.candidate()));
            case CustodyCall.Checkpoint checkpoint ->
                CustodyCalls.checkpoint(checkpoint.channelId(), CustodyTypes.signed(checkpoint.candidate()));
            case CustodyCall.Challenge challenge ->
                CustodyCalls.challenge(
                        challenge.channelId(),
                        CustodyTypes.signed(challenge.candidate()),
                        challenge.proofs().stream().map(CustodyTypes::signed).toList(),
                        challenge.challengerSignature());
            case CustodyCall.Deposit deposit ->
                Abi.call(
                        "deposit(address,address,uint256)",
                        Abi.address(deposit.account()),
                        Abi.address(deposit.token()),
                        Abi.uint256(deposit.amount()));
            case CustodyCall.Withdraw withdraw ->
                Abi.call("withdraw(address,uint256)", Abi.address(withdraw.token()), Abi.uint256(withdraw.amount()));
        };
    }

    static Object event(ChannelEvent event) {
        return switch (event) {
            case ChannelEvent.Created created ->
                Map.of(
                        "channelId",
                        created.channelId(),
                        "wallet",
                        created.wallet(),
                        "initial",
                        state(created.initial()));
            case ChannelEvent.Joined joined ->
                Map.of(
                        "channelId",
                        joined.channelId(),
                        "index",
                        joined.participant().toString());
            case ChannelEvent.Opened opened -> Map.of("channelId", opened.channelId());
            case ChannelEvent.Challenged challenged ->
                Map.of(
                        "channelId", challenged.channelId(),
                        "state", state(challenged.candidate()),
                        "expiration", Long.toString(challenged.expiresAt().getEpochSecond()));
            case ChannelEvent.Checkpointed checkpointed ->
                Map.of("channelId", checkpointed.channelId(), "state", state(checkpointed.state()));
            case ChannelEvent.Resized resized ->
                Map.of(
                        "channelId", resized.channelId(),
                        "deltaAllocations",
                                resized.deltas().stream()
                                        .map(BigInteger::toString)
                                        .toList());
            case ChannelEvent.Closed closed ->
                Map.of("channelId", closed.channelId(), "finalState", state(closed.candidate()));
            case ChannelEvent.AccountCredited credited ->
                Map.of(
                        "wallet",
                        credited.wallet(),
                        "token",
                        credited.token(),
                        "amount",
                        credited.amount().toString());
            case ChannelEvent.AccountDebited debited ->
                Map.of(
                        "wallet",
                        debited.wallet(),
                        "token",
                        debited.token(),
                        "amount",
                        debited.amount().toString());
            default -> throw new AssertionError("not an event of Custody: " + event);
        };
    }

    private static Abi.Value encoded(CustodyChannel channel) {
        return Abi.tuple(
                Abi.array(channel.participants().stream().map(Abi::address).toList()),
                Abi.address(channel.adjudicator()),
                Abi.uint(channel.challenge()),
                Abi.uint(channel.nonce()));
    }

    private static Abi.Value encoded(SignedState.Custody signed) {
        return Abi.tuple(
                Abi.uint(signed.state().intent().ordinal()),
                Abi.uint256(signed.version()),
                Abi.bytes(Hex.decode(signed.state().data())),
                Abi.array(signed.state().allocations().stream()
                        .map(share -> Abi.tuple(
                                Abi.address(share.destination()),
                                Abi.address(share.token()),
                                Abi.uint256(share.amount())))
                        .toList()),
                Abi.array(signed.signatures().stream()
                        .map(signature -> Abi.bytes(Hex.decode(signature)))
                        .toList()));
    }

    private static List<Object> states(List<SignedState.Custody> states) {
        return states.stream().map(CustodyTexts::state).toList();
    }
}
