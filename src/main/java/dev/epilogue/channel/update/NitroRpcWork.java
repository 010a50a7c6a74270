package dev.epilogue.channel.update;

import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.PreparedState;
import dev.epilogue.node.Token;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.EcdsaSignature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** 0.x: a request that the participant signed goes to the node once; its answer is stored before anything else is done with it. */
@Component
class NitroRpcWork {

    private static final String NO_STATES = "0.x nodes keep no states";

    private final NodeRegistry nodes;
    private final UpdateBench bench;
    private final UpdateVault vault;
    private final Relays relays;
    private final ChainWork chain;

    NitroRpcWork(NodeRegistry nodes, UpdateBench bench, UpdateVault vault, Relays relays, ChainWork chain) {
        this.nodes = nodes;
        this.bench = bench;
        this.vault = vault;
        this.relays = relays;
        this.chain = chain;
    }

    Mono<Held> step(Held held) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(held.update().order().node(), Budget.WORK);
            if (held.update().stage() instanceof Stage.Answered answered) {
                return ask(held, answered, node.channels());
            }
            if (held.update().stage() instanceof Stage.Asking asking && asking.prepared() != null) {
                return prepared(held, asking.prepared(), node.channels());
            }
            return read(node.channels(), held.update().order()).flatMap(reading -> act(held, node, reading));
        });
    }

    private static Mono<NitroRpcReading> read(NodeChannels channels, ChannelOrder order) {
        return channels.ofWallet(order.participant())
                .flatMap(all -> Mono.zip(
                        channels.balance(order.participant(), order.asset()),
                        token(channels, order, all),
                        (balance, token) -> new NitroRpcReading(
                                all, balance, token, requests(channels).messageExpiry())));
    }

    private static Mono<Optional<Token>> token(NodeChannels channels, ChannelOrder order, List<NodeChannel> all) {
        return NitroRpcReading.channel(order, all)
                .map(channel -> channels.token(order.asset(), channel.chainId()))
                .orElse(Mono.just(Optional.empty()));
    }

    private Mono<Held> act(Held held, ClearNode node, NitroRpcReading reading) {
        Held knowing = NitroRpcReading.channel(held.update().order(), reading.channels())
                .map(channel -> held.learning(held.update().progress().found(channel.channelId(), null)))
                .orElse(held);
        ChannelUpdate update = knowing.update();
        Instant now = held.now();
        // the link measures the node against the service's own clock, which is not the database's
        Instant nodeNow = Instant.now().plus(node.status().clockOffset());
        return switch (NitroRpcCourse.decide(update, reading, now, nodeNow)) {
            case Next.End end -> bench.store(knowing, update.ended(end.result(), end.reached(), end.detail(), now));
            case Next.Wait wait -> bench.store(knowing, update.lookedAt(wait.detail(), bench.again(knowing), now));
            case Next.AskFor ask ->
                bench.store(knowing, update.asked(ask.payloads(), null, ask.because(), bench.again(knowing), now));
            case Next.Request request -> relay(knowing, requests(node.channels()), request);
            case Next.SendAgain again ->
                relays.send(
                        knowing, (Stage.Relaying) update.stage(), requests(node.channels())::submit, this::answered);
            case Next.Relay relay -> throw new IllegalStateException(NO_STATES);
            case Next.Checkpoint checkpoint -> throw new IllegalStateException(NO_STATES);
            case Next.KeepChallenge keep -> throw new IllegalStateException(NO_STATES);
            case Next.DropChallenge drop -> throw new IllegalStateException(NO_STATES);
        };
    }

    private Mono<Held> relay(Held held, ChannelRequests requests, Next.Request request) {
        EcdsaSignature signature = EcdsaSignature.parse(vault.open(held, request.signature()));
        FrozenChannelRequest frozen = frozen(held.update());
        return relays.intend(held, requests.frame(frozen, request.channel(), signature), request.channel());
    }

    /** The node says it only once: sealed and stored as it came, read afterwards. */
    private ChannelUpdate answered(Held held, String answer) {
        ChannelUpdate update = held.update();
        Stage.Relaying relaying = (Stage.Relaying) update.stage();
        NodeChannel channel = relaying.channel();
        if (channel == null) {
            throw new IllegalStateException("a request is about a channel");
        }
        String text = frozen(update).text();
        String sealed = vault.seal(update.id(), held.wrappedKey(), UpdateVault.Kind.ANSWER, text, answer);
        return update.moved(new Stage.Answered(text, channel, sealed), held.now());
    }

    /** What the node prepared is compared with what was asked for before anybody is asked to sign it. */
    private Mono<Held> ask(Held held, Stage.Answered answered, NodeChannels channels) {
        ChannelUpdate update = held.update();
        Instant now = held.now();
        return Mono.defer(() -> bench.store(
                held,
                switch (state(held, answered, channels)) {
                    case PreparedState.Signed signed ->
                        update.asked(
                                List.of(ChannelRequestPayload.state(
                                        update.order(), answered.channel(), signed.packed())),
                                answered,
                                "PREPARED",
                                lastCall(update),
                                now);
                    case PreparedState.Unusable unusable ->
                        update.ended(
                                Stage.Result.FAILED,
                                update.progress().reached(),
                                "The node prepared a state that nobody may sign: " + unusable.reason(),
                                now);
                }));
    }

    /** Signed: on chain with it. Not signed in time: only the closing of the channel ends a resize, so that can be signed longer. */
    private Mono<Held> prepared(Held held, Stage.Answered answered, NodeChannels channels) {
        ChannelUpdate update = held.update();
        Instant now = held.now();
        Instant last = lastCall(update);
        if (update.signed() && now.isBefore(last)) {
            return chain.bring(held, answered, state(held, answered, channels));
        }
        return bench.store(
                held,
                now.isBefore(last)
                        ? update.lookedAt(update.progress().detail(), last, now)
                        : update.ended(
                                Stage.Result.UNACKNOWLEDGED,
                                Status.UNACKNOWLEDGED,
                                update.signed()
                                        ? "The state is signed, but it did not come on chain in time."
                                        : "The state that the node prepared was never signed.",
                                now));
    }

    private Instant lastCall(ChannelUpdate update) {
        return update.order().deadline().plus(bench.keepPrepared());
    }

    private PreparedState state(Held held, Stage.Answered answered, NodeChannels channels) {
        String answer = vault.open(
                held.update().id(), held.wrappedKey(), UpdateVault.Kind.ANSWER, answered.request(), answered.answer());
        return requests(channels)
                .prepared(
                        FrozenChannelRequest.read(answered.request()),
                        answered.channel(),
                        held.update().order().nodeAddress(),
                        answer);
    }

    private static FrozenChannelRequest frozen(ChannelUpdate update) {
        return ChannelRequestPayload.read(update.ask().orElseThrow().payloads().getFirst());
    }

    private static ChannelRequests requests(NodeChannels channels) {
        return channels.requests().orElseThrow(() -> new IllegalStateException("the node is no 0.x node"));
    }
}
