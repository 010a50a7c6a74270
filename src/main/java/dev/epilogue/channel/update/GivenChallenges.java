package dev.epilogue.channel.update;

import dev.epilogue.channel.ChallengeKeeper;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands on an authority to challenge that was signed along, as soon as both have signed what it is for. */
@Component
class GivenChallenges {

    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final ChallengeKeeper keeper;
    private final UpdateVault vault;
    private final UpdateBench bench;

    GivenChallenges(ChallengeKeeper keeper, UpdateVault vault, UpdateBench bench) {
        this.keeper = keeper;
        this.vault = vault;
        this.bench = bench;
    }

    /** Its bytes leave the update only when they are kept elsewhere: a crash in between keeps the same once more. */
    Mono<Held> keep(Held held, Next.KeepChallenge next) {
        ChannelUpdate update = held.update();
        ChannelOrder order = update.order();
        return keeper.keep(new ChallengeKeeper.Given(
                        order.tenant(),
                        order.node(),
                        order.nodeAddress(),
                        next.state(),
                        vault.open(held, next.signature())))
                .timeout(WITHIN)
                .flatMap(fate -> bench.store(held, update.challenge(fate, held.now())));
    }
}
