package dev.epilogue.node.link;

import dev.epilogue.node.NodeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a link must know of a dialect. Called on the event loop unless said otherwise: must not block. */
public interface Wire {

    String encode(long id, Request request, Instant now);

    /** Never throws: what cannot be understood is {@link Incoming.Garbage}. */
    Incoming decode(String text);

    /**
     * Prepares a new connection, which counts as up once this completes; an error closes it. With {@link NodeException.WrongNode} or
     * {@link NodeException.Unsupported} it is not the node that answers there.
     *
     * @param ask sends a request on this connection, ahead of all others
     */
    default Mono<Void> open(Function<Request, Mono<Incoming.Answer>> ask) {
        return Mono.empty();
    }

    /** Like {@link #open}, for a connection that is to carry frames. */
    default Mono<Void> openForFrames(Function<Request, Mono<Incoming.Answer>> ask) {
        return open(ask);
    }

    /** A cheap question that a node answers only if it does its work, its database included. An error is an answer. */
    Request probe();

    /** Asked when the node has been silent for a while and does not ping by itself. */
    default Optional<IdlePing> idlePing() {
        return Optional.empty();
    }

    /** A push arrived on some connection. */
    default void pushed(Incoming.Push push) {}

    /** True for an error after which the connection has to be opened anew, such as a lapsed authentication. */
    default boolean spoilsConnection(Incoming.Answer answer) {
        return false;
    }

    /** @param after silence before it is sent; well below the silence that makes a link dead */
    record IdlePing(Duration after, Request request) {}
}
