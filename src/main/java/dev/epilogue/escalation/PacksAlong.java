package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.channel.ChallengeKeeper;
import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.Protection;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeState;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.ChannelState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes packs of what participants of v1 signed along with a close. Nobody is there to sign once more, so it is only discarded where
 * it can never serve: a contract that would not take it at this moment is no reason, for the chain tries every challenge before it
 * is sent.
 */
@Component
class PacksAlong implements ChallengeKeeper {

    private static final Duration CHAIN_WITHIN = Duration.ofSeconds(5);

    private final Sights sights;
    private final Packs packs;
    private final Watches watches;
    private final Secp256k1 curve = Secp256k1.best();

    PacksAlong(Sights sights, Packs packs, Watches watches) {
        this.sights = sights;
        this.packs = packs;
        this.watches = watches;
    }

    @Override
    public Mono<GivenChallenge> keep(Given given) {
        Protection.Target target = target(given.state());
        return onChain(given, target)
                .flatMap(stored -> sights.newest(given.node(), given.nodeAddress(), target)
                        .flatMap(archived -> judged(given, target, stored.orElse(null), archived.orElse(null))))
                .onErrorResume(
                        ChainMissing.class,
                        missing -> Mono.just(GivenChallenge.discarded(Reasons.CHAIN_NOT_CONFIGURED)));
    }

    private static Protection.Target target(NodeState given) {
        ChannelState state = given.state();
        return new Protection.Target(
                state.wallet(),
                state.asset(),
                Objects.requireNonNull(state.channelId(), "only channels are challenged"),
                state.home().chainId(),
                state.home().token(),
                given.tokenDecimals());
    }

    /** Reading it also makes the contract known for the day on which the node is gone. */
    private Mono<Optional<ChannelOnChain>> onChain(Given given, Protection.Target target) {
        return sights.contract(new ChannelNode(given.node(), given.nodeAddress(), Dialect.NITRONODE_V1), target)
                .flatMap(contract -> contract.read(target.channelId()))
                .map(Optional::of)
                .timeout(CHAIN_WITHIN)
                .onErrorResume(
                        failure -> Outages.caused(failure) && !(failure instanceof ChainMissing),
                        away -> Mono.just(Optional.empty()));
    }

    /**
     * The archived state first: what the newest block shows, a newer state or the channel's end, may vanish with it. The watch destroys
     * the pack once that is deep enough to count.
     */
    private Mono<GivenChallenge> judged(
            Given given, Protection.Target target, @Nullable ChannelOnChain stored, @Nullable CoSigned archived) {
        List<CoSigned> candidates = Stream.of(
                        Optional.ofNullable(archived),
                        Optional.ofNullable(stored).map(read -> Candidates.newest(read, archived)))
                .flatMap(Optional::stream)
                .filter(candidate -> candidate.state() instanceof SignedState.Hub)
                .distinct()
                .toList();
        String otherwise = candidates.isEmpty() ? Reasons.NO_CO_SIGNED_STATE : Reasons.PACK_STALE;
        return Flux.fromIterable(candidates)
                .concatMap(candidate -> given(given, target, candidate), 1)
                .next()
                .defaultIfEmpty(GivenChallenge.discarded(otherwise));
    }

    /** Empty where it is not over this state: whoever hands it on has found it to be over the state that it hands on. */
    private Mono<GivenChallenge> given(Given given, Protection.Target target, CoSigned candidate) {
        SignedState.Hub hub = (SignedState.Hub) candidate.state();
        Challengeable challenge = new Challengeable.Hub(hub.state().packed(target.channelId()));
        return Mono.fromCallable(() -> challenge.check(curve, target.participant(), given.wire()))
                .subscribeOn(Schedulers.parallel())
                .flatMap(verdict -> switch (verdict) {
                    case Verdict.Refused refused -> Mono.empty();
                    case Verdict.Valid valid -> kept(given, target, candidate, challenge, valid);
                });
    }

    private Mono<GivenChallenge> kept(
            Given given, Protection.Target target, CoSigned newest, Challengeable challenge, Verdict.Valid valid) {
        Packs.Verified verified = new Packs.Verified(
                given.tenant(),
                given.node(),
                given.nodeAddress(),
                target,
                newest,
                challenge.digest(),
                valid.signature().hash(),
                challenge.wire(valid));
        PackDeposits.Channel channel = new PackDeposits.Channel(
                given.tenant(), given.node(), given.nodeAddress(), Dialect.NITRONODE_V1, target);
        return packs.keep(verified)
                .flatMap(kept -> kept
                        ? watches.enrol(channel, Watch.EnrolledBy.PACK).thenReturn(GivenChallenge.kept())
                        : Mono.just(GivenChallenge.discarded(Reasons.PACK_STALE)));
    }
}
