package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelTerms;
import dev.epilogue.sandbox.nitronode.ledger.HomeLedger;
import dev.epilogue.sandbox.nitronode.ledger.Token;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** States and channels as a node writes them. */
final class RecordedJson {

    private RecordedJson() {}

    static ChannelState state(JsonNode node) {
        JsonNode home = node.get("home_ledger");
        JsonNode transition = node.get("transition");
        return new ChannelState(
                node.get("id").stringValue(),
                new Transition(
                        transition.get("type").intValue(),
                        transition.get("tx_id").stringValue(),
                        transition.get("account_id").stringValue(),
                        decimal(transition, "amount")),
                new Account(
                        Address.parse(node.get("user_wallet").stringValue()),
                        node.get("asset").stringValue()),
                Long.parseUnsignedLong(node.get("epoch").stringValue()),
                Long.parseUnsignedLong(node.get("version").stringValue()),
                node.path("home_channel_id").stringValue(null),
                new HomeLedger(
                        home.get("token_address").stringValue(),
                        home.get("blockchain_id").stringValue(),
                        decimal(home, "user_balance"),
                        decimal(home, "user_net_flow"),
                        decimal(home, "node_balance"),
                        decimal(home, "node_net_flow")),
                node.path("user_sig").stringValue(null),
                node.path("node_sig").stringValue(null));
    }

    static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(node.get(name).stringValue());
    }

    static Channel channel(JsonNode node) {
        String asset = node.get("asset").stringValue();
        return new Channel(
                node.get("channel_id").stringValue(),
                new Account(Address.parse(node.get("user_wallet").stringValue()), asset),
                new ChannelTerms(
                        Long.parseUnsignedLong(node.get("nonce").stringValue()),
                        node.get("challenge_duration").longValue(),
                        node.get("approved_sig_validators").stringValue()),
                token(asset),
                Status.valueOf(node.get("status").stringValue().toUpperCase(Locale.ROOT)),
                Long.parseUnsignedLong(node.get("state_version").stringValue()),
                null);
    }

    /** Of the recorded network. */
    static Token token(String asset) {
        return FakeNitronodeOptions.defaults().network().assets().stream()
                .filter(each -> each.symbol().equals(asset))
                .findFirst()
                .orElseThrow()
                .tokens()
                .getFirst();
    }
}
