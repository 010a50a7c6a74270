package dev.epilogue.node.nitronode;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.Token;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Channels of a v1 node. */
final class NitronodeChannels implements NodeChannels {

    private static final String LIST = "channels.v1.get_channels";
    private static final String HOME = "channels.v1.get_home_channel";
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 20;

    private record Page(int number, List<JsonNode> rows, long total) {
        boolean last() {
            return rows.isEmpty() || (long) number * PAGE + rows.size() >= total;
        }
    }

    private final Calls calls;
    private final Supplier<Mono<NodeIdentity>> identity;
    private final Directory directory;
    private final States states;
    private final Acknowledgements acknowledgements;

    NitronodeChannels(
            Calls calls,
            Supplier<Mono<NodeIdentity>> identity,
            Directory directory,
            States states,
            Acknowledgements acknowledgements) {
        this.calls = calls;
        this.identity = identity;
        this.directory = directory;
        this.states = states;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public Mono<List<NodeContract>> contracts() {
        return identity.get().then(Mono.defer(() -> directory.contracts(calls)));
    }

    @Override
    public Mono<Optional<Token>> token(String asset, long chainId) {
        return identity.get().then(Mono.defer(() -> directory.token(calls, asset, chainId)));
    }

    @Override
    public Mono<List<NodeChannel>> ofWallet(Address wallet) {
        return identity.get()
                .then(Mono.defer(() -> page(wallet, 0)))
                .expand(page -> page.last() ? Mono.empty() : page(wallet, page.number + 1))
                .collectList()
                .map(pages -> channels(pages, wallet));
    }

    private Mono<Page> page(Address wallet, int number) {
        if (number == MOST_PAGES) {
            return Mono.error(new NodeException.Unavailable("the wallet has too many channels to list them"));
        }
        Map<String, Object> params = Map.of(
                "wallet", wallet.lowerCase(),
                "pagination", Map.of("offset", number * PAGE, "limit", PAGE));
        return calls.ask(LIST, params, "")
                .map(answer -> new Page(
                        number,
                        NodeJson.list(answer.body(), "channels"),
                        Json.integer(answer.body().path("metadata"), "total_count")));
    }

    /** A channel that came in between moved others to the next page, where they came again. */
    private static List<NodeChannel> channels(List<Page> pages, Address wallet) {
        Map<Object, NodeChannel> channels = new LinkedHashMap<>();
        pages.stream()
                .flatMap(page -> page.rows.stream())
                .filter(ChannelRow::isHome)
                .map(row -> of(wallet, row))
                .forEach(channel -> channels.putIfAbsent(channel.channelId(), channel));
        return List.copyOf(channels.values());
    }

    @Override
    public Mono<Optional<NodeChannel>> current(Address wallet, String asset) {
        Map<String, Object> params = Map.of("wallet", wallet.lowerCase(), "asset", asset);
        return identity.get()
                .then(Mono.defer(() -> calls.ask(HOME, params, "")))
                .map(answer -> channel(answer, wallet, asset));
    }

    /** The node does not heed an asset's letters here, as it does elsewhere. */
    private static Optional<NodeChannel> channel(Answer answer, Address wallet, String asset) {
        return answer.body().has("channel")
                ? Optional.of(of(wallet, answer.body().get("channel"))).filter(channel -> asset.equals(channel.asset()))
                : Optional.empty();
    }

    private static NodeChannel of(Address wallet, JsonNode row) {
        NodeChannel channel = ChannelRow.parse(row);
        if (!channel.wallet().equals(wallet)) {
            throw NodeJson.another("user_wallet");
        }
        return channel;
    }

    @Override
    public Mono<Amount> balance(Address wallet, String asset) {
        return newest(wallet, asset)
                .map(state ->
                        state.map(shown -> shown.state().home().userBalance()).orElse(Amount.ZERO));
    }

    @Override
    public Mono<Optional<NodeState>> newest(Address wallet, String asset) {
        return states.latest(wallet, asset, false);
    }

    @Override
    public Mono<Optional<NodeState>> newestCoSigned(Address wallet, String asset) {
        return states.latest(wallet, asset, true);
    }

    @Override
    public Optional<Acknowledgements> acknowledgements() {
        return Optional.of(acknowledgements);
    }

    @Override
    public Optional<ChannelRequests> requests() {
        return Optional.empty();
    }
}
