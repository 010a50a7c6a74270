package dev.epilogue.node.link;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One answer for callers that ask the same at the same time. Whoever comes while a read is under way shares the next one, not
 * that one: an answer is never older than the question.
 */
final class SharedReads {

    private static final class Shared {
        private Mono<Incoming.Answer> current;
        private @Nullable Mono<Incoming.Answer> next;

        private Shared(Mono<Incoming.Answer> current) {
            this.current = current;
        }
    }

    private final Map<Request, Shared> reads = new HashMap<>();

    Mono<Incoming.Answer> read(Request request, Supplier<Mono<Incoming.Answer>> ask) {
        return Mono.defer(() -> join(request, ask));
    }

    private synchronized Mono<Incoming.Answer> join(Request request, Supplier<Mono<Incoming.Answer>> ask) {
        Mono<Incoming.Answer> asking = Mono.defer(ask).doOnTerminate(() -> finished(request));
        Shared shared = reads.get(request);
        if (shared == null) {
            Mono<Incoming.Answer> first = asking.cache();
            reads.put(request, new Shared(first));
            return first;
        }
        Mono<Incoming.Answer> next = shared.next;
        if (next == null) {
            next = shared.current.then().onErrorComplete().then(asking).cache();
            shared.next = next;
        }
        return next;
    }

    private synchronized void finished(Request request) {
        Shared shared = reads.get(request);
        if (shared == null || shared.next == null) {
            reads.remove(request);
            return;
        }
        shared.current = shared.next;
        shared.next = null;
    }
}
