package dev.epilogue.node.link;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One answer for whoever asks the same at the same time out of the same budget; nothing urgent shares what waits in a longer line. Whoever comes while a read is under way shares the next one, not
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

    /** @param turn of whoever asks: callers share with themselves alone, for each has a share of its own to ask from */
    private record Question(Turn turn, Request request) {}

    private final Map<Question, Shared> reads = new HashMap<>();

    Mono<Incoming.Answer> read(Turn turn, Request request, Supplier<Mono<Incoming.Answer>> ask) {
        return Mono.defer(() -> join(new Question(turn, request), ask));
    }

    private synchronized Mono<Incoming.Answer> join(Question question, Supplier<Mono<Incoming.Answer>> ask) {
        Mono<Incoming.Answer> asking = Mono.defer(ask).doOnTerminate(() -> finished(question));
        Shared shared = reads.get(question);
        if (shared == null) {
            Mono<Incoming.Answer> first = asking.cache();
            reads.put(question, new Shared(first));
            return first;
        }
        Mono<Incoming.Answer> next = shared.next;
        if (next == null) {
            next = shared.current.then().onErrorComplete().then(asking).cache();
            shared.next = next;
        }
        return next;
    }

    private synchronized void finished(Question question) {
        Shared shared = reads.get(question);
        if (shared == null || shared.next == null) {
            reads.remove(question);
            return;
        }
        shared.current = shared.next;
        shared.next = null;
    }
}
