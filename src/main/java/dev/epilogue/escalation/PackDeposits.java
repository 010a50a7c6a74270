package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.Verdict;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What a participant signs so that its channel can be challenged, and taking that in: verified by recovery, by the contract's
 * storage and by letting the chain try the very call.
 */
@Component
public class PackDeposits {

    private final Sights sights;
    private final CoSignedStates states;
    private final Packs packs;
    private final Watches watches;
    private final Secp256k1 curve = Secp256k1.best();

    PackDeposits(Sights sights, CoSignedStates states, Packs packs, Watches watches) {
        this.sights = sights;
        this.states = states;
        this.packs = packs;
        this.watches = watches;
    }

    /** A channel that a participant has with a node. */
    public record Channel(
            TenantId tenant, String node, Address nodeAddress, Dialect dialect, Protection.Target target) {
        ChannelNode with() {
            return new ChannelNode(node, nodeAddress, dialect);
        }
    }

    /**
     * What is to be signed, and what is held.
     *
     * @param candidate null where nothing can be challenged with; {@code reason} says why
     * @param onChain whether the candidate is what the contract has stored
     * @param message {@code 0x} hex of the bytes to be signed as a personal message; null without candidate
     */
    public record Offer(
            Channel channel,
            @Nullable CoSigned candidate,
            boolean onChain,
            @Nullable String message,
            @Nullable String digest,
            @Nullable String reason,
            Optional<Pack> held) {}

    public Mono<Offer> offer(Channel channel) {
        return sights.contract(channel.with(), channel.target())
                .flatMap(contract -> found(channel, contract)
                        .flatMap(found -> held(channel).map(held -> offer(channel, contract, found, held))));
    }

    /**
     * Takes a signature in.
     *
     * @param epoch of the state that was signed, where the participant says so
     * @param version likewise
     */
    public Mono<Offer> deposit(Channel channel, String signature, @Nullable Long epoch, @Nullable BigInteger version) {
        return sights.contract(channel.with(), channel.target())
                .flatMap(contract -> found(channel, contract).flatMap(found -> {
                    CoSigned candidate = found.candidate();
                    if (candidate == null) {
                        return Mono.error(unavailable(found.reason()));
                    }
                    if (epoch != null && epoch != candidate.epoch()
                            || version != null && !version.equals(candidate.version())) {
                        return Mono.error(stale(candidate));
                    }
                    return verified(channel, contract, found.onChain(), candidate, signature);
                }))
                .then(Mono.defer(() -> offer(channel)));
    }

    private Mono<Void> verified(
            Channel channel, ChannelContract contract, ChannelOnChain stored, CoSigned candidate, String signature) {
        Challengeable challenge = Challengeable.of(contract, channel.target().channelId(), candidate.state());
        return Mono.fromCallable(() -> challenge.check(curve, channel.target().participant(), signature))
                .subscribeOn(Schedulers.parallel())
                .flatMap(verdict -> switch (verdict) {
                    case Verdict.Refused refused ->
                        Mono.error(
                                Problem.of(ProblemCode.valueOf(refused.problem().name()), "signature", refused.detail())
                                        .exception());
                    case Verdict.Valid valid -> tried(channel, contract, stored, candidate, challenge, valid);
                });
    }

    private Mono<Void> tried(
            Channel channel,
            ChannelContract contract,
            ChannelOnChain stored,
            CoSigned candidate,
            Challengeable challenge,
            Verdict.Valid valid) {
        String wire = challenge.wire(valid);
        return contract.simulate(
                        contract.challenge(channel.target().channelId(), candidate.state(), List.of(), wire),
                        stored.user())
                .flatMap(revert -> revert.isPresent()
                        ? Mono.error(
                                unavailable(Reasons.wouldRevert(revert.get().name())))
                        : packs.keep(new Packs.Verified(
                                        channel.tenant(),
                                        channel.node(),
                                        channel.nodeAddress(),
                                        channel.target(),
                                        candidate,
                                        challenge.digest(),
                                        valid.signature().hash(),
                                        wire))
                                .flatMap(kept -> kept
                                        ? watches.enrol(channel, Watch.EnrolledBy.PACK)
                                                .then()
                                        : Mono.error(stale(candidate))));
    }

    /** @param candidate null where there is none, and {@code reason} says why */
    private record Found(
            ChannelOnChain onChain,
            @Nullable CoSigned candidate,
            @Nullable String reason) {}

    private Mono<Found> found(Channel channel, ChannelContract contract) {
        return Mono.zip(
                        contract.read(channel.target().channelId()),
                        states.newest(channel.node(), channel.nodeAddress(), channel.target()),
                        held(channel))
                .map(all -> found(channel, all.getT1(), all.getT2().orElse(null), all.getT3()));
    }

    /** The newest that both signed, in storage or in the archive; nothing older than what was ever seen. */
    private static Found found(
            Channel channel, ChannelOnChain stored, @Nullable CoSigned archived, Optional<Pack> held) {
        if (stored.status() != ChannelOnChain.Status.OPEN) {
            return new Found(stored, null, "channel-" + stored.status().name().toLowerCase(Locale.ROOT));
        }
        CoSigned candidate = Candidates.newest(stored, archived);
        if (candidate == null) {
            return new Found(stored, null, Reasons.NO_CO_SIGNED_STATE);
        }
        if (held.filter(pack -> pack.outruns(candidate.epoch(), candidate.version()))
                .isPresent()) {
            return new Found(stored, null, Reasons.PACK_STALE);
        }
        if (channel.dialect() != Dialect.NITRONODE_V1
                && stored.userAmount().min(stored.locked()).signum() == 0) {
            return new Found(stored, null, Reasons.NOTHING_TO_RECOVER);
        }
        return new Found(stored, candidate, null);
    }

    private Mono<Optional<Pack>> held(Channel channel) {
        return packs.find(
                        channel.tenant(),
                        channel.nodeAddress(),
                        channel.target().channelId())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private static Offer offer(Channel channel, ChannelContract contract, Found found, Optional<Pack> held) {
        CoSigned candidate = found.candidate();
        if (candidate == null) {
            return new Offer(channel, null, false, null, null, found.reason(), held);
        }
        Challengeable challenge = Challengeable.of(contract, channel.target().channelId(), candidate.state());
        return new Offer(
                channel,
                candidate,
                candidate.version().equals(found.onChain().stateVersion()),
                challenge.messageHex(),
                challenge.digest().hex(),
                null,
                held);
    }

    private static RuntimeException unavailable(@Nullable String reason) {
        String named = String.valueOf(reason);
        return Problem.of(ProblemCode.CHALLENGE_UNAVAILABLE, "No challenge of this channel is possible: " + named + ".")
                .with("reasons", List.of(named))
                .exception();
    }

    private static RuntimeException stale(CoSigned newest) {
        return Problem.of(
                        ProblemCode.STALE_VERSION,
                        "A newer state was seen: sign for epoch %s, version %s."
                                .formatted(Long.toUnsignedString(newest.epoch()), newest.version()))
                .exception();
    }
}
