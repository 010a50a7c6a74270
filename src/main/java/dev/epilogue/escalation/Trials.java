package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.Revert;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Protection.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets the chain try what the rules let pass; the first call that would succeed is the one. */
@Component
class Trials {

    private final Packs packs;
    private final Sending sending;

    Trials(Packs packs, Sending sending) {
        this.packs = packs;
        this.sending = sending;
    }

    Mono<Trial> firstThatWorks(Closure closure, ChannelContract contract, Known known, Options options) {
        List<String> reasons = new ArrayList<>(options.reasons());
        return Flux.fromIterable(options.actions())
                .concatMap(action -> tried(closure, contract, known, action), 1)
                .doOnNext(tried -> reasons.addAll(tried.reasons()))
                .filter(tried -> tried.action() != null)
                .next()
                .map(tried -> new Trial(tried.action(), reasons, tried.cost()))
                .switchIfEmpty(Mono.fromSupplier(() -> new Trial(null, reasons, null)));
    }

    private Mono<Trial> tried(Closure closure, ChannelContract contract, Known known, Action action) {
        return content(closure, known, action)
                .flatMap(pack -> Calls.of(
                                Calls.stepOf(action), contract, known.channel(), known.newest(), pack.orElse(null))
                        .map(prepared -> simulated(closure, contract, known, action, prepared))
                        .orElseGet(() -> Mono.just(new Trial(null, List.of(Reasons.PACK_MISSING), null))));
    }

    private Mono<Optional<PackContent>> content(Closure closure, Known known, Action action) {
        return action == Action.CHALLENGE
                ? packs.open(
                                closure.tenant(),
                                closure.subject().nodeAddress(),
                                known.target().channelId())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    /** An expired window cannot be tried before it has expired. */
    private Mono<Trial> simulated(
            Closure closure, ChannelContract contract, Known known, Action action, Calls.Prepared prepared) {
        Mono<Optional<Revert>> verdict = action == Action.FINALISE
                ? Mono.just(Optional.empty())
                : contract.simulate(prepared.call(), known.channel().user());
        return verdict.flatMap(revert -> revert.isPresent()
                ? Mono.just(
                        new Trial(null, List.of(Reasons.wouldRevert(revert.get().name())), null))
                : sending.cost(closure, action, prepared.call())
                        .map(cost -> new Trial(action, List.of(), cost.orElse(null))));
    }
}
