package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.work.Rest;
import dev.epilogue.work.WorkLease;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers a dispute for a watch. Stored first, then asked for under a key that gets the same transaction however often it is asked. */
@Component
class WatchAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(WatchAnswers.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WatchStore store;
    private final WatchSights sights;
    private final Sending sending;

    WatchAnswers(WatchStore store, WatchSights sights, Sending sending) {
        this.store = store;
        this.sights = sights;
        this.sending = sending;
    }

    /** What is to be answered. */
    record Dispute(
            Watch watch,
            WorkLease lease,
            ChannelOnChain channel,
            Guarding.Next.Answer answer,
            @Nullable CoSigned newest) {}

    Mono<Rest> to(Dispute dispute) {
        return sights.contractAfresh(dispute.watch())
                .flatMap(contract -> call(dispute, contract).flatMap(outcome -> switch (outcome) {
                    case Preparation.Outcome.Ready ready -> sent(dispute, ready.call());
                    case Preparation.Outcome.Never never -> remarked(dispute, never.reason());
                    case Preparation.Outcome.NotNow later -> remarked(dispute, later.reason());
                }));
    }

    private static Mono<Preparation.Outcome> call(Dispute dispute, ChannelContract contract) {
        Watch watch = dispute.watch();
        Optional<String> objection = Ownership.objection(watch.with(), watch.target(), contract, dispute.channel());
        if (objection.isPresent()) {
            return Mono.just(new Preparation.Outcome.Never(objection.get()));
        }
        return Calls.of(Step.CHECKPOINT, contract, dispute.channel(), dispute.newest(), null)
                .map(prepared -> Preparation.tried(contract, dispute.channel(), prepared))
                .orElseGet(() -> Mono.just(new Preparation.Outcome.NotNow(Reasons.NO_CO_SIGNED_STATE)));
    }

    private Mono<Rest> remarked(Dispute dispute, String reason) {
        return stored(dispute, dispute.answer().progress().remarked(reason)).thenReturn(Rest.of(SOON));
    }

    private Mono<Rest> sent(Dispute dispute, Calls.Prepared prepared) {
        return stored(dispute, dispute.answer().progress())
                // whoever holds the row now answers by itself, and maybe with something newer
                .filter(held -> held)
                .flatMap(held -> asked(dispute, prepared))
                .defaultIfEmpty(Rest.of(SOON));
    }

    private Mono<Rest> asked(Dispute dispute, Calls.Prepared prepared) {
        Guarding.Next.Answer answer = dispute.answer();
        Watch watch = dispute.watch().at(answer.progress());
        LOG.warn(
                "channel {} is disputed with an old state: answered with version {}",
                watch.target().channelId(),
                answer.version());
        return sending.request(
                        watch.key(answer.disputeEndsAt(), answer.version()),
                        watch.tenant(),
                        prepared.call(),
                        "watchtower answer",
                        null,
                        answer.disputeEndsAt())
                .flatMap(view -> stored(
                        dispute,
                        answer.progress().sent(answer.version(), view.id().uuid())))
                .thenReturn(Rest.of(SOON));
    }

    private Mono<Boolean> stored(Dispute dispute, Watch.Progress progress) {
        return store.write(dispute.watch().at(progress), dispute.lease());
    }
}
