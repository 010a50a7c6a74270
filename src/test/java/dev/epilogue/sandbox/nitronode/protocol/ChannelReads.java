package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import dev.epilogue.value.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** {@code channels.v1}: what reads (section 4.3). There are no escrow channels here. */
final class ChannelReads {

    private static final List<String> TYPES = List.of("home", "escrow");

    private final Node node;

    ChannelReads(Node node) {
        this.node = node;
    }

    Map<String, Object> getLatestState(Fields payload, Call call) {
        boolean coSigned = payload.flag("only_signed");
        String asset = payload.text("asset");
        Address wallet = HexAddress.parse(payload.text("wallet"), "invalid wallet: ");
        return node.reads()
                .latest(new Account(wallet, asset), coSigned)
                .map(state -> Answer.of("state", Rendering.state(state)))
                .orElse(Answer.EMPTY);
    }

    Map<String, Object> getHomeChannel(Fields payload, Call call) {
        String asset = payload.text("asset");
        Address wallet = HexAddress.parse(payload.text("wallet"), "invalid wallet: ");
        return node.reads()
                .homeChannel(wallet, asset)
                .map(channel -> Answer.of("channel", Rendering.channel(channel)))
                .orElse(Answer.EMPTY);
    }

    Map<String, Object> getEscrowChannel(Fields payload, Call call) {
        if (!payload.text("escrow_channel_id").matches("0x[0-9a-fA-F]{64}")) {
            throw new Refusal("invalid escrow_channel_id");
        }
        return Answer.EMPTY;
    }

    Map<String, Object> getChannels(Fields payload, Call call) {
        Page page = Page.of(payload, 100, 1000).withEmptyPage(0);
        if (payload.text("wallet").isEmpty()) {
            throw new Refusal("wallet is required");
        }
        Address wallet = HexAddress.parse(payload.text("wallet"), "invalid wallet: ");
        Predicate<Channel> wanted = channel -> channel.account().wallet().equals(wallet);
        return page.answer(
                "channels",
                node.reads()
                        .channels(wanted.and(byStatus(payload))
                                .and(byType(payload))
                                .and(byAsset(payload))),
                Rendering::channel);
    }

    private static Predicate<Channel> byStatus(Fields payload) {
        String status = payload.optionalText("status");
        if (status == null) {
            return every -> true;
        }
        if (Arrays.stream(Channel.Status.values()).noneMatch(each -> each.text().equals(status))) {
            throw new Refusal("invalid status: unknown channel status: \"" + status + "\"");
        }
        return channel -> channel.status().text().equals(status);
    }

    private static Predicate<Channel> byType(Fields payload) {
        String type = payload.optionalText("channel_type");
        if (type != null && !TYPES.contains(type)) {
            throw new Refusal("invalid channel_type: unknown channel type: \"" + type + "\"");
        }
        return every -> type == null || type.equals("home");
    }

    private static Predicate<Channel> byAsset(Fields payload) {
        String asset = payload.optionalText("asset");
        return channel -> asset == null || channel.account().asset().equals(asset.toLowerCase(Locale.ROOT));
    }
}
