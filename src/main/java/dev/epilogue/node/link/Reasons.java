package dev.epilogue.node.link;

import dev.epilogue.node.NodeException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/** Short words for what went wrong, without anything that a peer could put into them. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case ConnectException refused -> "connection refused";
            case TimeoutException late -> "no connection in time";
            case NodeException known -> String.valueOf(known.getMessage());
            default -> failure.getClass().getSimpleName();
        };
    }

    /** The answer that a read waits for, or why there is none. */
    static Incoming.Answer answer(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Answered answered -> answered.answer();
            case Delivery.Unknown unknown -> throw new NodeException.Unavailable(unknown.reason());
            case Delivery.NotSent notSent -> throw new NodeException.Unavailable(notSent.reason());
            case Delivery.Crowded crowded -> throw new NodeException.Overloaded(crowded.retryAfter());
        };
    }
}
