package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.encoding.ChannelDefinition;
import dev.epilogue.sandbox.clearnode.encoding.ChannelState;
import dev.epilogue.sandbox.clearnode.encoding.GoAddress;
import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.engine.ChannelRules;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.gojson.Json;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Channels with the node, up to the state that the node signs (protocol 4). */
final class ChannelMethods {

    private static final long CHALLENGE_SECONDS = 3_600;
    private static final String WALLETS = "failed to get wallets from RPC message";

    private final Settings settings;

    ChannelMethods(Settings settings) {
        this.settings = settings;
    }

    Map<String, Method> all() {
        return Map.of(
                "get_channels", Method.query(Method.Access.PUBLIC, "get_channels", ChannelMethods::list),
                "create_channel", new Method(Method.Access.RECORDED, this::create),
                "resize_channel", new Method(Method.Access.RECORDED, this::resize),
                "close_channel", new Method(Method.Access.RECORDED, this::close));
    }

    private static Json list(Call call) {
        return call.params(params -> {
            String participant = params.text("participant");
            String status = params.text("status");
            List<Channel> rows = call.state()
                    .channels()
                    .list(channel ->
                            (participant.isEmpty() || channel.terms().wallet().equals(participant))
                                    && (status.isEmpty() || channel.status().equals(status)));
            return Json.obj()
                    .with(
                            "channels",
                            ListOptions.of(params).page(rows, "failed to get channels").stream()
                                    .map(channel -> Views.channel(
                                            channel, channel.terms().wallet()))
                                    .toList());
        });
    }

    private Work create(Call call) {
        long chainId = call.params(params -> params.unsigned("chain_id")).longValue();
        String token = call.params(params -> params.required("token"));
        String wallet = call.wallet();
        call.state()
                .channels()
                .list(channel -> channel.terms().wallet().equals(wallet)
                        && channel.terms().token().equals(token)
                        && channel.terms().chainId() == chainId
                        && channel.status().equals("open"))
                .forEach(existing -> {
                    throw new Refusal("an open channel with broker already exists: " + existing.id());
                });
        settings.chain().asset(token, chainId).orElseThrow(() -> new Refusal("token not supported: " + token));
        Chain.Network network =
                settings.chain().network(chainId).orElseThrow(() -> new Refusal("unsupported chain ID: " + chainId));
        requireSigned(call, wallet);
        return () -> offer(call, network, token);
    }

    private Reply offer(Call call, Chain.Network network, String token) {
        ChannelDefinition definition = new ChannelDefinition(
                Address.parse(call.wallet()),
                settings.broker(),
                Address.parse(network.adjudicator()),
                CHALLENGE_SECONDS,
                BigInteger.valueOf(call.now().toEpochMilli()));
        Hash32 id = definition.id(network.chainId());
        call.state()
                .channels()
                .offer(
                        id.hex(),
                        new Channel.Terms(
                                call.wallet(),
                                token,
                                network.chainId(),
                                network.adjudicator(),
                                CHALLENGE_SECONDS,
                                definition.nonce()));
        ChannelState state = state(
                ChannelState.INITIALIZE,
                0,
                new byte[0],
                payouts(call.wallet(), token, BigInteger.ZERO, BigInteger.ZERO));
        Json result = Json.obj()
                .with("channel_id", id)
                .with("channel", definition.json())
                .with("state", state.json())
                .with("server_signature", sign(id, state));
        return Reply.of("create_channel", result);
    }

    private Work resize(Call call) {
        ChannelRules.Resize resize = call.params(params -> new ChannelRules.Resize(
                params.text("channel_id"),
                params.whole("resize_amount"),
                params.whole("allocate_amount"),
                params.required("funds_destination")));
        Channel channel = ChannelRules.requireResizable(call.state(), resize.channelId());
        requireSigned(call, channel.terms().wallet());
        Chain.Asset asset = assetOf(channel);
        ChannelRules.Scale scale = new ChannelRules.Scale(asset.symbol(), asset.decimals());
        BigInteger amount = ChannelRules.requireAmounts(call.state(), channel, resize, scale);
        return () -> {
            ChannelRules.beginResize(call.state(), channel, resize, scale, call.now());
            byte[] data = ChannelState.resizeData(resize.resize(), resize.allocate());
            List<ChannelState.Payout> payouts =
                    payouts(resize.destination(), channel.terms().token(), amount, BigInteger.ZERO);
            return signed(call, channel, state(ChannelState.RESIZE, channel.version() + 1, data, payouts));
        };
    }

    private Work close(Call call) {
        String id = call.params(params -> params.text("channel_id"));
        String destination = call.params(params -> params.text("funds_destination"));
        Channel channel = ChannelRules.requireClosable(call.state(), id);
        requireSigned(call, channel.terms().wallet());
        Chain.Asset asset = assetOf(channel);
        BigInteger share = ChannelRules.closingShare(
                call.state(), channel, new ChannelRules.Scale(asset.symbol(), asset.decimals()));
        BigInteger rest = channel.amount().subtract(share);
        List<ChannelState.Payout> payouts = payouts(destination, channel.terms().token(), share, rest);
        return () -> signed(call, channel, state(ChannelState.FINALIZE, channel.version() + 1, new byte[0], payouts));
    }

    private Chain.Asset assetOf(Channel channel) {
        return settings.chain()
                .asset(channel.terms().token(), channel.terms().chainId())
                .orElseThrow(() -> new Refusal(
                        "failed to find asset for token " + channel.terms().token() + " on chain "
                                + channel.terms().chainId()));
    }

    private static void requireSigned(Call call, String wallet) {
        if (!call.signers(WALLETS).wallets().contains(wallet)) {
            throw new Refusal("invalid signature");
        }
    }

    private Reply signed(Call call, Channel channel, ChannelState state) {
        Json result = Json.obj()
                .with("channel_id", channel.id())
                .with("state", state.json())
                .with("server_signature", sign(Hash32.parse(channel.id()), state));
        return Reply.of(call.request().method(), result);
    }

    private List<ChannelState.Payout> payouts(String destination, String token, BigInteger client, BigInteger broker) {
        Address coin = Address.parse(token);
        return List.of(
                new ChannelState.Payout(GoAddress.of(destination), coin, client),
                new ChannelState.Payout(settings.broker(), coin, broker));
    }

    private static ChannelState state(int intent, long version, byte[] data, List<ChannelState.Payout> payouts) {
        return new ChannelState(intent, BigInteger.valueOf(version), data, payouts);
    }

    private String sign(Hash32 channelId, ChannelState state) {
        return Secp256k1.best()
                .sign(Keccak.hash(state.packed(channelId)), settings.brokerKey())
                .hex();
    }
}
