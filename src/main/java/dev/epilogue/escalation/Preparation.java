package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.Revert;
import dev.epilogue.store.ClosureStore;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes the call of a step out of what is held for it. The last word before anything is asked for: whose channel it is, by the closure
 * and by the contract's storage, and whether the chain would let it pass.
 */
@Component
class Preparation {

    private final ClosureStore closures;
    private final CoSignedStates states;
    private final Packs packs;

    Preparation(ClosureStore closures, CoSignedStates states, Packs packs) {
        this.closures = closures;
        this.states = states;
        this.packs = packs;
    }

    /** What came of it. */
    sealed interface Outcome {

        record Ready(Calls.Prepared call) implements Outcome {}

        /** Nothing that time could mend. */
        record Never(String reason) implements Outcome {}

        record NotNow(String reason) implements Outcome {}
    }

    Mono<Outcome> of(Acts.Look look, Move.Send send) {
        return objection(look, send)
                .flatMap(objection -> objection.isPresent()
                        ? Mono.just(new Outcome.Never(objection.get()))
                        : call(look, send.step())
                                .flatMap(call -> call.isPresent()
                                        ? tried(look.contract(), look.sight().channel(), call.get())
                                        : Mono.just(new Outcome.NotNow(Reasons.PACK_MISSING))));
    }

    /** What is under way is not given up because a session's assets have changed since. */
    private Mono<Optional<String>> objection(Acts.Look look, Move.Send send) {
        Escalation row = look.row();
        Optional<String> stored = Ownership.objection(
                row.with(), row.target(), look.contract(), look.sight().channel());
        if (stored.isPresent() || !send.begins()) {
            return Mono.just(stored);
        }
        return closures.find(row.tenant(), row.closure())
                .map(loaded -> Ownership.concerns(loaded.closure(), row)
                        ? Optional.<String>empty()
                        : Optional.of(Reasons.CHANNEL_FOREIGN))
                .defaultIfEmpty(Optional.of(Reasons.CHANNEL_FOREIGN));
    }

    private Mono<Optional<Calls.Prepared>> call(Acts.Look look, Step step) {
        Escalation row = look.row();
        Mono<Optional<CoSigned>> newest = step == Step.CHECKPOINT
                ? states.newest(row.node(), row.nodeAddress(), row.target())
                : Mono.just(Optional.empty());
        Mono<Optional<PackContent>> pack = step == Step.CHALLENGE
                ? packs.open(row.tenant(), row.nodeAddress(), row.target().channelId())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
        return Mono.zip(newest, pack)
                .map(held -> Calls.of(
                        step,
                        look.contract(),
                        look.sight().channel(),
                        held.getT1().orElse(null),
                        held.getT2().orElse(null)));
    }

    /** What the chain would refuse now is not sent. */
    static Mono<Outcome> tried(ChannelContract contract, ChannelOnChain channel, Calls.Prepared prepared) {
        return contract.simulate(prepared.call(), channel.user())
                .map(revert -> revert.map(Revert::name)
                        .<Outcome>map(name -> new Outcome.NotNow(Reasons.wouldRevert(name)))
                        .orElseGet(() -> new Outcome.Ready(prepared)));
    }
}
