package dev.epilogue.escalation;

import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import java.math.BigInteger;

/**
 * What an escalation does while a dispute runs and until it is over. Whatever its own transaction has come to: as long as the channel is
 * disputed, {@link Disputes} has the word. Pure.
 */
final class Disputing {

    private final Situation now;

    Disputing(Situation now) {
        this.now = now;
    }

    Move disputed() {
        if (now.challenged()) {
            return followed();
        }
        if (!now.open()) {
            return now.ended();
        }
        return vanished() ? begunAgain() : now.answered(null);
    }

    /** No newer state ended our own challenge: its block is not part of the chain any more. */
    private boolean vanished() {
        return now.row().action() == Action.CHALLENGE
                && now.row().progress().candidate() != null
                && now.channel().stateVersion().compareTo(now.candidate()) <= 0;
    }

    /** It is on its way again by itself, or was believed to be settled and is sent anew. */
    private Move begunAgain() {
        Standing.State standing = now.standing().state();
        if (standing == Standing.State.UNSENT || standing == Standing.State.UNDER_WAY) {
            now.next().status(Status.SENT).dispute(null, BigInteger.ZERO);
        } else if (now.seenDeepEnough("vanished")) {
            now.next()
                    .again()
                    .status(Status.PLANNED)
                    .dispute(null, BigInteger.ZERO)
                    .sighting(null);
        }
        return now.rest();
    }

    Move answering() {
        if (!now.challenged()) {
            return now.open() ? now.answered(Reasons.NEWER_STATE_HELD) : now.ended();
        }
        boolean unasked = now.standing().state() == Standing.State.NONE;
        if (unasked && now.ruling() instanceof Disputes.Ruling.Answer) {
            now.rememberDispute();
            return new Move.Send(Step.CHECKPOINT, now.next().done());
        }
        return followed();
    }

    Move closing() {
        if (!now.challenged()) {
            return now.open() ? now.answered(Reasons.BY_OTHERS) : now.ended();
        }
        if (now.ruling() instanceof Disputes.Ruling.Answer) {
            return followed();
        }
        return switch (now.standing().state()) {
            case NONE ->
                now.ruling() instanceof Disputes.Ruling.Expired
                        ? new Move.Send(Step.CLOSE, now.next().done())
                        : followed();
            case UNSENT, UNDER_WAY -> now.restWithinDispute();
            case CONFIRMED -> now.standing().isLaterThan(now.channel().readAt()) ? now.restWithinDispute() : followed();
            case REVERTED, WITHDRAWN -> followed();
        };
    }

    /** As the rules for disputes say, whatever was sent before. */
    private Move followed() {
        now.rememberDispute();
        return switch (now.ruling()) {
            case Disputes.Ruling.Answer answer ->
                new Move.Send(
                        Step.CHECKPOINT,
                        now.next().again().status(Status.ANSWERING).done());
            case Disputes.Ruling.Awaited awaited -> now.restWithinDispute();
            case Disputes.Ruling.Expired expired ->
                new Move.Send(
                        Step.CLOSE, now.next().again().status(Status.CLOSING).done());
            case Disputes.Ruling.Stands stands -> watched();
        };
    }

    private Move watched() {
        if (now.row().progress().status() != Status.DISPUTED) {
            now.next().status(Status.DISPUTED).transaction(null);
        }
        return now.restWithinDispute();
    }
}
