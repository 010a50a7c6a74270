package dev.epilogue.channel.update;

import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.Guard;
import dev.epilogue.work.WorkBell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Taking what a participant signs for its channel: verified before anything is stored, and only for what is asked for now. */
@Service
public class UpdateSigning {

    private static final Retry ANEW = Retry.backoff(16, Duration.ofMillis(5))
            .maxBackoff(Duration.ofMillis(100))
            .filter(failure -> failure instanceof Conflict)
            .onRetryExhaustedThrow((spec, signal) -> Problem.of(
                            ProblemCode.OVERLOADED, "Too many changes of this channel update at the same time.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception());

    private final ChannelUpdateStore store;
    private final PreparedStates prepared;
    private final UpdateReceipts receipts;
    private final WorkBell bell;
    private final Scheduler crypto;

    UpdateSigning(
            ChannelUpdateStore store,
            PreparedStates prepared,
            UpdateReceipts receipts,
            WorkBell bell,
            Scheduler crypto) {
        this.store = store;
        this.prepared = prepared;
        this.receipts = receipts;
        this.bell = bell;
        this.crypto = crypto;
    }

    /**
     * What became of a post.
     *
     * @param repeated whether it was signed already: these are the first receipts
     */
    public record Answer(ChannelUpdate update, boolean repeated, List<Signed> receipts) {
        public Answer {
            receipts = List.copyOf(receipts);
        }
    }

    /** All or nothing. Fails with {@code channel-update-not-found} where there is no such update. */
    public Mono<Answer> sign(TenantId tenant, ChannelUpdateId id, UpdateSignRequest request) {
        return Mono.defer(() -> store.find(tenant, id))
                .switchIfEmpty(Mono.error(ChannelUpdateDirectory::notFound))
                .flatMap(loaded -> sign(loaded, request))
                .retryWhen(ANEW);
    }

    private Mono<Answer> sign(Loaded loaded, UpdateSignRequest request) {
        ChannelUpdate update = loaded.update();
        if (!request.participant().equals(update.order().participant())) {
            return refused(Problem.of(
                    ProblemCode.SIGNATURE_STRANGER,
                    "participant",
                    "Only " + update.order().participant() + " signs for this channel."));
        }
        List<Signed> known = known(update, request);
        if (!known.isEmpty()) {
            return verified(loaded, request).map(again -> new Answer(update, true, known));
        }
        return refusal(update, request.round(), loaded.now())
                .map(UpdateSigning::<Answer>refused)
                .orElseGet(() -> verified(loaded, request).flatMap(signed -> accept(update, signed, loaded.now())));
    }

    private Mono<List<Signed>> verified(Loaded loaded, UpdateSignRequest request) {
        return prepared.of(loaded)
                .flatMap(state -> Mono.fromCallable(() -> receipts.verified(loaded, request, state.orElse(null)))
                        .subscribeOn(crypto)
                        .onErrorMap(
                                RejectedExecutionException.class,
                                full -> Problem.of(ProblemCode.OVERLOADED, "Too many signatures wait to be checked.")
                                        .retryAfter(Duration.ofSeconds(1))
                                        .exception()));
    }

    private Mono<Answer> accept(ChannelUpdate update, List<Signed> signed, Instant now) {
        ChannelUpdate after = update.signedBy(signed, now);
        return store.write(after, new Guard.Caller()).map(stored -> {
            if (!stored) {
                throw new Conflict();
            }
            bell.ring(ChannelUpdateStore.TABLE);
            return new Answer(after, false, signed);
        });
    }

    /** First receipts, where everything that is posted has been signed in this round before. */
    private static List<Signed> known(ChannelUpdate update, UpdateSignRequest request) {
        Optional<Ask> ask = update.progress().asks().stream()
                .filter(each -> each.round() == request.round())
                .findFirst();
        List<Integer> posted =
                ask.map(each -> UpdateReceipts.indexes(each, request)).orElse(List.of());
        List<Signed> known = update.progress().signatures().stream()
                .filter(signed -> signed.round() == request.round() && posted.contains(signed.index()))
                .toList();
        return !posted.isEmpty() && known.size() == posted.size() ? known : List.of();
    }

    /** Why the round takes nothing; empty while it does. */
    public static Optional<Problem> refusal(ChannelUpdate update, int round, Instant now) {
        if (update.ended()) {
            return Optional.of(Problem.of(
                    ProblemCode.CLOSURE_ENDED,
                    "The channel update has ended: " + update.stage().status() + "."));
        }
        int current = update.ask().map(Ask::round).orElse(0);
        if (round != current) {
            return Optional.of(Problem.of(
                            ProblemCode.ROUND_SUPERSEDED,
                            "Round %d is not open; the current one is %d.".formatted(round, current))
                    .with("round", current));
        }
        boolean open =
                update.stage() instanceof Stage.Asking asking && (asking.prepared() != null || !update.late(now));
        return open
                ? Optional.empty()
                : Optional.of(
                        Problem.of(ProblemCode.ROUND_SEALED, "What was signed is on its way, or the time is over."));
    }

    private static <T> Mono<T> refused(Problem problem) {
        return Mono.error(problem.exception());
    }

    private static final class Conflict extends RuntimeException {
        Conflict() {
            super("changed since it was read", null, false, false);
        }
    }
}
