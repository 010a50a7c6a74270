package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.Token;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Channels of a 0.x node. */
final class NitroRpcChannels implements NodeChannels {

    private static final String LIST = "get_channels";

    /** What moves while a list is read makes its pages overlap. */
    private static final int ATTEMPTS = 3;

    private final Calls calls;
    private final Supplier<Mono<NodeIdentity>> identity;
    private final Directory directory;
    private final ChannelRequests requests;

    NitroRpcChannels(
            Calls calls, Supplier<Mono<NodeIdentity>> identity, Directory directory, ChannelRequests requests) {
        this.calls = calls;
        this.identity = identity;
        this.directory = directory;
        this.requests = requests;
    }

    @Override
    public Mono<List<NodeContract>> contracts() {
        return identity.get().then(Mono.defer(() -> directory.contracts(calls)));
    }

    @Override
    public Mono<Optional<Token>> token(String asset, long chainId) {
        return identity.get().then(Mono.defer(() -> directory.token(calls, asset, chainId)));
    }

    /** The node compares the wallet's letters, and stores it in EIP-55. */
    @Override
    public Mono<List<NodeChannel>> ofWallet(Address wallet) {
        return identity.get()
                .then(Mono.defer(() -> stable(Mono.defer(() -> rows(wallet)), ATTEMPTS)))
                .zipWith(Mono.defer(() -> directory.tokens(calls)), (list, tokens) -> channels(list, tokens, wallet));
    }

    private Mono<Optional<List<JsonNode>>> rows(Address wallet) {
        Map<String, String> filter = Map.of("participant", wallet.checksummed());
        return calls.all(LIST, "channels", filter, "", row -> NodeJson.hash(row, "channel_id"));
    }

    private static List<NodeChannel> channels(List<JsonNode> oldestFirst, List<Token> tokens, Address wallet) {
        return oldestFirst.reversed().stream()
                .map(row -> ChannelRow.parse(row, tokens))
                .peek(channel -> {
                    if (!channel.wallet().equals(wallet)) {
                        throw NodeJson.another("wallet");
                    }
                })
                .toList();
    }

    @Override
    public Mono<Optional<NodeChannel>> current(Address wallet, String asset) {
        return ofWallet(wallet)
                .map(channels -> channels.stream()
                        .filter(channel -> asset.equals(channel.asset()) && channel.status() != Status.CLOSED)
                        .findFirst());
    }

    @Override
    public Mono<Amount> balance(Address wallet, String asset) {
        return identity.get()
                .then(Mono.defer(() -> stable(Mono.defer(() -> Ledger.unified(calls, wallet, asset)), ATTEMPTS)));
    }

    private static <T> Mono<T> stable(Mono<Optional<T>> reading, int attemptsLeft) {
        return reading.flatMap(read -> {
            if (read.isPresent()) {
                return Mono.just(read.get());
            }
            return attemptsLeft > 1
                    ? stable(reading, attemptsLeft - 1)
                    : Mono.error(new NodeException.Unavailable("the list changed while it was read"));
        });
    }

    @Override
    public Mono<Optional<NodeState>> newest(Address wallet, String asset) {
        return Mono.just(Optional.empty());
    }

    @Override
    public Mono<Optional<NodeState>> newestCoSigned(Address wallet, String asset) {
        return Mono.just(Optional.empty());
    }

    @Override
    public Optional<Acknowledgements> acknowledgements() {
        return Optional.empty();
    }

    @Override
    public Optional<ChannelRequests> requests() {
        return Optional.of(requests);
    }
}
