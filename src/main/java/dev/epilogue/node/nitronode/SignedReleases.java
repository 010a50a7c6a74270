package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeState;
import dev.epilogue.node.NodeWord;
import dev.epilogue.node.NodeWords;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.Transition;
import dev.epilogue.value.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Channel states by which the node signed that money of a session was released to a channel. */
final class SignedReleases {

    private final NodeWords words = new NodeWords();

    void heard(NodeState shown) {
        ChannelState state = shown.state();
        String signature = shown.nodeSignature();
        if (signature == null
                || state.channelId() == null
                || state.escrow() != null
                || state.transition().type() != Transition.RELEASE) {
            return;
        }
        try {
            SessionId session = SessionId.parse(state.transition().accountId());
            words.heard(
                    session,
                    new NodeWord(
                            "release of %s to %s".formatted(state.asset(), state.wallet()),
                            content(state, shown.tokenDecimals(), signature)));
        } catch (IllegalArgumentException ofNoSession) {
            // a release from something else
        }
    }

    private static Map<String, Object> content(ChannelState state, int decimals, String signature) {
        Transition transition = state.transition();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("wallet", state.wallet().checksummed());
        content.put("asset", state.asset());
        content.put("epoch", Long.toUnsignedString(state.epoch()));
        content.put("version", Long.toUnsignedString(state.version()));
        content.put(
                "channelId", state.channelId() == null ? "" : state.channelId().hex());
        content.put("accountId", transition.accountId());
        content.put("txId", transition.txId().hex());
        content.put("amount", transition.amount().text());
        content.put("ledger", ledger(state.onChain(decimals, 0).home()));
        content.put("signature", signature);
        return content;
    }

    private static Map<String, Object> ledger(HubLedger ledger) {
        return Map.of(
                "chainId", Long.toUnsignedString(ledger.chainId()),
                "token", ledger.token().checksummed(),
                "decimals", ledger.decimals(),
                "userAllocation", ledger.userAllocation().toString(),
                "userNetFlow", ledger.userNetFlow().toString(),
                "nodeAllocation", ledger.nodeAllocation().toString(),
                "nodeNetFlow", ledger.nodeNetFlow().toString());
    }

    List<NodeWord> of(SessionId session) {
        return words.of(session);
    }
}
