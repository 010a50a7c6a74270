package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeJson;
import dev.epilogue.signing.nitronode.ChannelLedger;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.Transition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A channel state in the node's JSON. Its hex texts are compared as texts by the node and are lower case throughout, as it shows
 * them itself.
 *
 * @param userSignature as shown, not verified
 * @param nodeSignature as shown, not verified
 */
record StateJson(
        ChannelState state,
        @Nullable String userSignature,
        @Nullable String nodeSignature) {

    private static final String NO_TOKEN = "";

    static StateJson parse(JsonNode json) {
        try {
            ChannelState state = new ChannelState(
                    NodeJson.address(json, "user_wallet"),
                    NodeJson.text(json, "asset"),
                    Json.number(json, "epoch"),
                    Json.number(json, "version"),
                    json.has("home_channel_id") ? NodeJson.hash(json, "home_channel_id") : null,
                    transition(json.path("transition")),
                    ledger(json.path("home_ledger")),
                    json.has("escrow_ledger") ? ledger(json.path("escrow_ledger")) : null);
            if (!state.id().equals(NodeJson.hash(json, "id"))) {
                throw NodeJson.misshapen("id");
            }
            return new StateJson(state, optional(json, "user_sig"), optional(json, "node_sig"));
        } catch (IllegalArgumentException malformed) {
            throw NodeJson.misshapen("state");
        }
    }

    private static @Nullable String optional(JsonNode json, String member) {
        return json.has(member) ? NodeJson.text(json, member) : null;
    }

    private static Transition transition(JsonNode json) {
        return new Transition(
                (int) Json.integer(json, "type"),
                NodeJson.hash(json, "tx_id"),
                NodeJson.text(json, "account_id"),
                Amount.parse(NodeJson.text(json, "amount")));
    }

    private static ChannelLedger ledger(JsonNode json) {
        String token = NodeJson.text(json, "token_address");
        return new ChannelLedger(
                Json.number(json, "blockchain_id"),
                token.equals(NO_TOKEN) ? ChannelLedger.EMPTY.token() : Address.parse(token),
                Amount.parse(NodeJson.text(json, "user_balance")),
                Amount.parse(NodeJson.text(json, "user_net_flow")),
                Amount.parse(NodeJson.text(json, "node_balance")),
                Amount.parse(NodeJson.text(json, "node_net_flow")));
    }

    /** With the wallet's signature alone, as it is submitted. */
    static Map<String, Object> submitted(ChannelState state, String userSignature) {
        if (state.channelId() == null || state.escrow() != null) {
            throw new IllegalArgumentException("only a state of a home channel is submitted");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", state.id().hex());
        json.put("transition", json(state.transition()));
        json.put("asset", state.asset());
        json.put("user_wallet", state.wallet().lowerCase());
        json.put("epoch", Long.toString(state.epoch()));
        json.put("version", Long.toString(state.version()));
        json.put("home_channel_id", state.channelId().hex());
        json.put("home_ledger", json(state.home()));
        json.put("user_sig", userSignature);
        return json;
    }

    private static Map<String, Object> json(Transition transition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", transition.type());
        json.put("tx_id", transition.txId().hex());
        json.put("account_id", transition.accountId());
        json.put("amount", transition.amount().text());
        return json;
    }

    private static Map<String, Object> json(ChannelLedger ledger) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token_address", ledger.token().lowerCase());
        json.put("blockchain_id", Long.toString(ledger.chainId()));
        json.put("user_balance", ledger.userBalance().text());
        json.put("user_net_flow", ledger.userNetFlow().text());
        json.put("node_balance", ledger.nodeBalance().text());
        json.put("node_net_flow", ledger.nodeNetFlow().text());
        return json;
    }
}
