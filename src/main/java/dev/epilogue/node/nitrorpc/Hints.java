package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeHint;
import dev.epilogue.node.link.Incoming;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Pushes, as what they are worth: a word that something changed. Filled on the node's event loop. */
final class Hints {

    private final Sinks.Many<NodeHint> hints = Sinks.many().multicast().directBestEffort();
    private final Address wallet;

    /** @param wallet whose pushes come */
    Hints(Address wallet) {
        this.wallet = wallet;
    }

    /** Pushes that are not known say nothing. */
    void accept(Incoming.Push push) {
        switch (push.method()) {
            case "asu" -> session(push.body().path("app_session").path("app_session_id"));
            case "bu", "cu", "tr", "channels" -> hints.tryEmitNext(new NodeHint(null, wallet));
            default -> {}
        }
    }

    private void session(JsonNode id) {
        try {
            hints.tryEmitNext(new NodeHint(SessionId.parse(id.asString("")), null));
        } catch (IllegalArgumentException noId) {
            // a hint without a subject is none
        }
    }

    Flux<NodeHint> all() {
        return direct().onBackpressureDrop().publishOn(Schedulers.parallel());
    }

    /** On the event loop itself. */
    Flux<NodeHint> direct() {
        return hints.asFlux();
    }
}
