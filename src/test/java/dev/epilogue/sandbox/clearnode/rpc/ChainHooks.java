package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Channel;
import dev.epilogue.sandbox.clearnode.engine.ChannelEvents;
import dev.epilogue.sandbox.clearnode.engine.ChannelRules.Scale;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** What happens on chain, as far as the node notices: called by whoever plays the chain. Amounts in the token's smallest unit. */
public final class ChainHooks {

    private final Node node;
    private final Chain chain;

    ChainHooks(Node node, Chain chain) {
        this.node = node;
        this.chain = chain;
    }

    /** The client sent {@code create} for a channel that the node offered. */
    public void channelCreated(String id) {
        Channel created = node.read(state -> {
            Channel.Terms terms = state.channels()
                    .offered(id)
                    .orElseThrow(() -> new IllegalArgumentException("the node offered no channel " + id));
            return new ChannelEvents(state, node.now()).created(id, scale(terms));
        });
        node.publish(List.of(Pushes.channel(created), balances(created)));
    }

    /** {@code resize} was executed with these two changes. */
    public void channelResized(String id, BigInteger resize, BigInteger allocate) {
        Channel resized = change(id, (events) -> scale -> events.resized(id, resize, allocate, scale));
        node.publish(List.of(balances(resized), Pushes.channel(resized)));
    }

    /** {@code challenge} was executed. An answer by {@code checkpoint} goes unnoticed, so there is no hook for one. */
    public void channelChallenged(String id) {
        Channel challenged = change(id, events -> scale -> events.challenged(id));
        node.publish(List.of(Pushes.channel(challenged)));
    }

    /** {@code close} was executed with a candidate of this version that gives the client {@code share}. */
    public void channelClosed(String id, BigInteger share, long version) {
        Channel closed = change(id, events -> scale -> events.closed(id, share, version, scale));
        node.publish(List.of(balances(closed), Pushes.channel(closed)));
    }

    private Channel change(String id, Function<ChannelEvents, Function<Scale, Channel>> event) {
        return node.read(state -> {
            Scale scale = scale(state.channels().require(id).terms());
            return event.apply(new ChannelEvents(state, node.now())).apply(scale);
        });
    }

    private Push balances(Channel channel) {
        return node.read(state -> Pushes.balances(state, channel.terms().wallet()));
    }

    private Scale scale(Channel.Terms terms) {
        return chain.asset(terms.token(), terms.chainId())
                .map(asset -> new Scale(asset.symbol(), asset.decimals()))
                .orElseThrow();
    }
}
