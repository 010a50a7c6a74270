package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.tx.TransactionView;
import dev.epilogue.closure.Protection.Status;
import dev.epilogue.work.Rest;
import dev.epilogue.work.WorkLease;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Carries out what was decided for one escalation. What is to be sent is stored first, then asked for under a key that gets the same
 * transaction however often it is asked; a crash between any two lines is made good by the next look.
 */
@Component
class Acts {

    /** A transaction that was just asked for tells of itself; this is for when that word is lost. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final EscalationStore store;
    private final Preparation preparation;
    private final Aftermath aftermath;
    private final Sending sending;
    private final Bells bells;

    Acts(EscalationStore store, Preparation preparation, Aftermath aftermath, Sending sending, Bells bells) {
        this.store = store;
        this.preparation = preparation;
        this.aftermath = aftermath;
        this.sending = sending;
        this.bells = bells;
    }

    /** One look at one row. */
    record Look(Escalation row, WorkLease lease, ChannelContract contract, Sight sight) {}

    Mono<Rest> on(Look look, Move move) {
        return switch (move) {
            case Move.Rest rest -> stored(look, rest.progress()).map(row -> Rest.of(rest.pause()));
            case Move.Over over -> over(look, over.progress());
            case Move.TakeBack back -> stored(look, back.progress()).flatMap(this::takeBack);
            case Move.Send send -> send(look, send);
        };
    }

    private Mono<Rest> over(Look look, Progress progress) {
        return aftermath.of(look, progress).then(stored(look, progress)).map(done -> Rest.never());
    }

    private Mono<Rest> takeBack(Escalation row) {
        UUID transaction = row.progress().transactionId();
        return (transaction == null ? Mono.just(true) : sending.withdraw(transaction)).thenReturn(Rest.of(SOON));
    }

    private Mono<Rest> send(Look look, Move.Send send) {
        return preparation.of(look, send).flatMap(outcome -> switch (outcome) {
            case Preparation.Outcome.Ready ready -> intended(look, send, ready.call());
            case Preparation.Outcome.Never never -> refused(look, send, never.reason());
            case Preparation.Outcome.NotNow later -> impossible(look, send, later.reason());
        });
    }

    private Mono<Rest> refused(Look look, Move.Send send, String reason) {
        return over(
                look,
                send.progress().draft().status(Status.REFUSED).reason(reason).done());
    }

    /** The beginning is given up; what is to end a dispute is tried again for as long as the dispute lasts. */
    private Mono<Rest> impossible(Look look, Move.Send send, String reason) {
        return send.begins()
                ? refused(look, send, reason)
                : stored(look, send.progress().draft().reason(reason).done()).map(row -> Rest.of(SOON));
    }

    private Mono<Rest> intended(Look look, Move.Send send, Calls.Prepared prepared) {
        Progress intent = send.progress()
                .draft()
                .reason(null)
                .intends(prepared.candidate())
                .done();
        return stored(look, intent)
                .flatMap(row -> sending.request(
                                row.key(send.step()),
                                row.tenant(),
                                prepared.call(),
                                "escalation " + send.step().name().toLowerCase(Locale.ROOT),
                                row.closure(),
                                send.step() == Step.CHECKPOINT
                                        ? look.sight().channel().challengeExpiresAt()
                                        : null)
                        .flatMap(view -> asked(new Look(row, look.lease(), look.contract(), look.sight()), view)));
    }

    private Mono<Rest> asked(Look look, TransactionView view) {
        Progress waiting =
                look.row().progress().draft().transaction(view.id().uuid()).done();
        return stored(look, waiting).map(row -> Rest.of(SOON));
    }

    /** Empty, and with it the end of this look, where the lease is lost or a caller was faster. */
    private Mono<Escalation> stored(Look look, Progress progress) {
        if (progress.equals(look.row().progress())) {
            return Mono.just(look.row());
        }
        Escalation after = look.row().at(progress);
        boolean visible = !after.protection().equals(look.row().protection());
        return store.write(after, look.lease())
                .filter(written -> written)
                .flatMap(written -> visible ? bells.closure(after, look.row()).thenReturn(after) : Mono.just(after));
    }
}
