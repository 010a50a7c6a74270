package dev.epilogue.channel.update;

import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.signing.nitronode.ChannelState;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** v1: reads what the node shows, decides, and does it. */
@Component
class NitronodeWork {

    private final NitronodeReads reads;
    private final UpdateBench bench;
    private final Relays relays;
    private final GivenChallenges challenges;
    private final ChainWork chain;

    NitronodeWork(NitronodeReads reads, UpdateBench bench, Relays relays, GivenChallenges challenges, ChainWork chain) {
        this.reads = reads;
        this.bench = bench;
        this.relays = relays;
        this.challenges = challenges;
        this.chain = chain;
    }

    Mono<Held> step(Held held) {
        ChannelOrder order = held.update().order();
        return reads.read(order).flatMap(reading -> act(learnt(held, reading), reads.channels(order), reading));
    }

    /** The first reading after the close tells from which state on the credit is in. */
    private static Held learnt(Held held, NitronodeReading reading) {
        if (reading.newest().isEmpty()) {
            return held;
        }
        Progress progress = held.update().progress();
        ChannelState newest = reading.newest().get().state();
        Floor floor = progress.floor() == null ? Floor.of(newest) : progress.floor();
        return held.learning(progress.found(newest.channelId(), floor));
    }

    private Mono<Held> act(Held held, NodeChannels channels, NitronodeReading reading) {
        ChannelUpdate update = held.update();
        Instant now = held.now();
        return switch (NitronodeCourse.decide(update, reading, now)) {
            case Next.End end -> bench.store(held, update.ended(end.result(), end.reached(), end.detail(), now));
            case Next.Wait wait -> bench.store(held, update.lookedAt(wait.detail(), bench.again(held), now));
            case Next.AskFor ask ->
                bench.store(held, update.asked(ask.payloads(), null, ask.because(), bench.again(held), now));
            case Next.Checkpoint checkpoint -> chain.checkpoint(held, checkpoint);
            case Next.Relay relay -> relays.intend(held, relay, acknowledgements(channels));
            case Next.KeepChallenge keep -> challenges.keep(held, keep);
            case Next.DropChallenge drop ->
                bench.store(held, update.challenge(GivenChallenge.discarded(drop.reason()), now));
            case Next.SendAgain again ->
                relays.send(
                        held,
                        (Stage.Relaying) update.stage(),
                        acknowledgements(channels)::submit,
                        (sent, answer) -> sent.update().soon(Duration.ZERO, sent.now()));
            case Next.Request request -> throw new IllegalStateException("v1 nodes take no such request");
        };
    }

    private static Acknowledgements acknowledgements(NodeChannels channels) {
        return channels.acknowledgements().orElseThrow(() -> new IllegalStateException("the node is no v1 node"));
    }
}
