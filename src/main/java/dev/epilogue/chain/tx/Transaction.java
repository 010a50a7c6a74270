package dev.epilogue.chain.tx;

import static dev.epilogue.chain.tx.TransactionStatus.BROADCAST;
import static dev.epilogue.chain.tx.TransactionStatus.CONFIRMED;
import static dev.epilogue.chain.tx.TransactionStatus.INTENDED;
import static dev.epilogue.chain.tx.TransactionStatus.MINED;
import static dev.epilogue.chain.tx.TransactionStatus.REVERTED;
import static dev.epilogue.chain.tx.TransactionStatus.STUCK;
import static dev.epilogue.chain.tx.TransactionStatus.WITHDRAWN;

import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.tx.AccountChain.Market;
import dev.epilogue.chain.tx.AccountChain.SendAnswer;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One logical transaction and its rules: it is told facts and says what to do next. A value; knows neither network nor database.
 *
 * @param nonce null while none is taken
 * @param attempts all that were ever signed, oldest first
 */
public record Transaction(
        TransactionStatus status, @Nullable Long nonce, List<Attempt> attempts, Progress progress, Instant createdAt) {

    /** A single refusal may come from an endpoint that is behind; so many in a row count. */
    static final int REFUSALS = 3;

    public Transaction {
        attempts = List.copyOf(attempts);
    }

    static Transaction intended(Instant now) {
        return new Transaction(INTENDED, null, List.of(), Progress.NEW, now);
    }

    /** Those that may still be mined: they share the nonce that it has now. */
    List<Attempt> current() {
        return nonce == null
                ? List.of()
                : attempts.stream().filter(attempt -> attempt.nonce() == nonce).toList();
    }

    Transaction told(Fact fact, ChainSettings.Fees settings, Instant now) {
        if (status.isFinal()) {
            return this;
        }
        return switch (fact) {
            case Fact.Signed signed -> signed(signed.attempt());
            case Fact.Sent sent -> sent(sent, settings, now);
            case Fact.Refused refused -> refused(refused.revertData());
            // what was found in a block stays there until the chain says otherwise
            case Fact.Hindered hindered ->
                with(status == MINED ? MINED : aged(settings, now), progress.hindered(hindered.why()));
            case Fact.InBlock found -> with(MINED, progress.mined(found.mined(), null));
            case Fact.Deep found -> ended(found);
            case Fact.InNoBlock none ->
                with(aged(settings, now), progress.mined(null, null).hindered(progress.hindrance()));
            case Fact.NonceUsed used -> with(aged(settings, now), progress.hindered("nonce-taken"));
            case Fact.NonceTaken taken -> anew();
            case Fact.WithdrawalWanted wanted -> with(status == INTENDED ? WITHDRAWN : status, progress.withdrawn());
        };
    }

    private Transaction signed(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        TransactionStatus next = status == INTENDED ? BROADCAST : status;
        return new Transaction(next, attempt.nonce(), all, progress.signed(), createdAt);
    }

    private Transaction sent(Fact.Sent sent, ChainSettings.Fees settings, Instant now) {
        SendAnswer answer = sent.verdict().answer();
        String why = switch (answer) {
            case TAKEN -> null;
            case NONCE_TOO_LOW -> "nonce-taken";
            case UNDERPRICED -> "fee-cap";
            // where none of ours can be there it is somebody else's
            case OUTBID -> progress.mayBeInAPool() ? "fee-cap" : "nonce-taken";
            case FUNDS -> "funds";
            case LATER -> "endpoint-limit";
            case REFUSED -> "refused";
            case UNKNOWN -> "unreachable";
        };
        Progress after = progress.sent(sent, now, why);
        if (answer != SendAnswer.REFUSED) {
            return with(aged(settings, now), after);
        }
        // what no node will ever take holds up every later nonce: where nobody can have it, another transaction takes
        // its nonce, else
        // an empty one fills the gap
        boolean nobodyHasIt = sent.verdict().byAll() && !after.mayBeInAPool();
        return nobodyHasIt ? with(WITHDRAWN, after) : with(aged(settings, now), after.withdrawn());
    }

    private Transaction refused(String revertData) {
        Progress after = progress.refused(revertData);
        return with(after.refusals() >= REFUSALS && status == INTENDED ? REVERTED : status, after);
    }

    private Transaction ended(Fact.Deep found) {
        Progress after = progress.mined(found.mined(), found.revertData());
        boolean cancelled = kindOf(found.mined().hash()) == Attempt.Kind.CANCEL;
        return with(cancelled ? WITHDRAWN : found.mined().succeeded() ? CONFIRMED : REVERTED, after);
    }

    private Attempt.@Nullable Kind kindOf(Hash32 hash) {
        return attempts.stream()
                .filter(attempt -> attempt.hash().equals(hash))
                .map(Attempt::kind)
                .findFirst()
                .orElse(null);
    }

    /** Its old hashes are void: it takes another nonce, or ends where nobody wants it any more. */
    private Transaction anew() {
        TransactionStatus next = progress.withdrawing() ? WITHDRAWN : INTENDED;
        return new Transaction(next, null, attempts, progress.anew(), createdAt);
    }

    /** Not in a block: as it should be, or for too long. */
    private TransactionStatus aged(ChainSettings.Fees settings, Instant now) {
        if (status == INTENDED) {
            return INTENDED;
        }
        return createdAt.plus(settings.stuck()).isAfter(now) ? BROADCAST : STUCK;
    }

    private Transaction with(TransactionStatus next, Progress after) {
        return new Transaction(next, nonce, attempts, after, createdAt);
    }

    /** @param isNext whether the account's next nonce is this one's: what waits behind another gains nothing by offering more */
    Todo next(ChainSettings.Fees settings, Market market, boolean isNext, Instant now) {
        return switch (status) {
            case CONFIRMED, REVERTED, WITHDRAWN -> new Todo.Nothing();
            case MINED -> new Todo.Wait();
            case INTENDED -> new Todo.Sign(Attempt.Kind.CALL, new FeeRules(settings).first(market));
            case BROADCAST, STUCK -> pending(settings, market, isNext, now);
        };
    }

    private Todo pending(ChainSettings.Fees settings, Market market, boolean isNext, Instant now) {
        Attempt last = current().getLast();
        Instant sentAt = progress.sentAt();
        if (progress.sent() != last.number() || sentAt == null) {
            return new Todo.Send(last);
        }
        boolean toCancel = progress.withdrawing() && last.kind() == Attempt.Kind.CALL;
        if (toCancel || isNext && tooLittle(last, settings, market, now)) {
            Attempt.Kind kind = progress.withdrawing() ? Attempt.Kind.CANCEL : last.kind();
            Optional<Fees> bumped = new FeeRules(settings).bumped(last.fees(), market, progress.demand());
            if (bumped.isPresent()) {
                return new Todo.Sign(kind, bumped.get());
            }
        }
        // the cap stops the bump: pools forget, so it is sent again as it is
        return rebroadcast(settings, now).<Todo>map(Todo.Send::new).orElseGet(Todo.Wait::new);
    }

    /**
     * More is offered on evidence alone. A node says that it is too little: at once where it says how much it wants or the market has
     * moved, else after a pause, for it may hold somebody else's transaction of this nonce. Or a pool has had it for a while, and
     * blocks were made without it.
     */
    private boolean tooLittle(Attempt last, ChainSettings.Fees settings, Market market, Instant now) {
        if (progress.underpriced()) {
            boolean paused = !last.signedAt().plus(settings.bumpAfter()).isAfter(now);
            return paused || new FeeRules(settings).isBelow(last.fees(), market, progress.demand());
        }
        Progress.Pool pool = progress.pool();
        return pool != null
                && pool.since() != null
                && !pool.since().plus(settings.bumpAfter()).isAfter(now)
                && market.head().number() > pool.head();
    }

    /** What was sent last, where it is time to send it again as it is. */
    Optional<Attempt> rebroadcast(ChainSettings.Fees settings, Instant now) {
        Instant sentAt = progress.sentAt();
        boolean due = sentAt != null && !sentAt.plus(settings.rebroadcast()).isAfter(now);
        List<Attempt> all = current();
        return due && !all.isEmpty() ? Optional.of(all.getLast()) : Optional.empty();
    }
}
