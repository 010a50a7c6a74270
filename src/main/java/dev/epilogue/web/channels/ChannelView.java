package dev.epilogue.web.channels;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.channel.ChannelAllocation;
import dev.epilogue.channel.ChannelAllocation.OffChain;
import dev.epilogue.desk.ChannelDesk.Shown;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.Token;
import dev.epilogue.value.Amount;
import dev.epilogue.web.http.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a participant has at a node of an asset, and what of it is on chain. Signatures are named, never shown. */
public final class ChannelView {

    private static final String NO_CHANNEL = "NO_CHANNEL";
    private static final List<String> BOTH = List.of("PARTICIPANT", "NODE");

    private ChannelView() {}

    public static Fields of(Shown shown) {
        ChannelAllocation allocation = shown.allocation();
        var channel = allocation.channel();
        return Fields.of("channelId", allocation.channelId())
                .put("participant", allocation.participant())
                .put("asset", allocation.asset())
                .put("status", allocation.status().map(Enum::name).orElse(NO_CHANNEL))
                .put("readAt", allocation.readAt())
                .put("chainId", channel == null ? null : channel.chainId())
                .put("challengeDuration", channel == null ? null : channel.challenge())
                .put("offChain", offChain(allocation.offChain()))
                .put("coSigned", coSigned(allocation))
                .put("onChain", onChain(allocation.onChain(), allocation.token()))
                .put("pendingOperations", allocation.pending())
                .put(
                        "anomalies",
                        allocation.anomalies().stream()
                                .map(anomaly ->
                                        anomaly.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .sorted()
                                .toList())
                .put(
                        "credits",
                        shown.credits().stream()
                                .map(credit -> Fields.of("sessionId", credit.session())
                                        .put("amount", credit.line().amount())
                                        .put("status", credit.line().status()))
                                .toList());
    }

    private static @Nullable Fields offChain(@Nullable OffChain offChain) {
        return offChain == null
                ? null
                : Fields.of("epoch", offChain.epoch())
                        .put("stateVersion", offChain.stateVersion())
                        .put("balance", offChain.balance())
                        .put("signedBy", signedBy(offChain.state()));
    }

    private static List<String> signedBy(@Nullable NodeState state) {
        List<String> signers = new ArrayList<>();
        if (state != null && state.userSignature() != null) {
            signers.add(BOTH.getFirst());
        }
        if (state != null && state.nodeSignature() != null) {
            signers.add(BOTH.getLast());
        }
        return signers;
    }

    /** On 0.x what both signed is what they brought on chain. */
    private static @Nullable Fields coSigned(ChannelAllocation allocation) {
        NodeState state = allocation.coSigned();
        if (state != null) {
            return Fields.of("epoch", state.state().epoch())
                    .put("stateVersion", state.state().version())
                    .put("balance", state.state().home().userBalance())
                    .put("signedBy", BOTH);
        }
        ChannelOnChain onChain = allocation.onChain();
        return onChain != null
                        && onChain.last() instanceof SignedState.Custody custody
                        && custody.signatures().size() == BOTH.size()
                ? Fields.of("epoch", 0)
                        .put("stateVersion", onChain.stateVersion())
                        .put("balance", balance(onChain, allocation.token()))
                        .put("signedBy", BOTH)
                : null;
    }

    private static @Nullable Amount balance(ChannelOnChain onChain, @Nullable Token token) {
        return token == null ? null : token.amount(onChain.userAmount());
    }

    private static @Nullable Fields onChain(@Nullable ChannelOnChain onChain, @Nullable Token token) {
        return onChain == null
                ? null
                : Fields.of("status", onChain.status())
                        .put("stateVersion", onChain.stateVersion())
                        .put("balance", balance(onChain, token))
                        .put("rawAmount", onChain.userAmount().toString())
                        .put("decimals", token == null ? null : token.decimals())
                        .put("challengeExpiresAt", onChain.challengeExpiresAt())
                        .put("block", onChain.readAt().number());
    }
}
