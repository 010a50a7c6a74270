package dev.epilogue.node.link;

import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.SendDeadline;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One connection for frames, held on to: some things must happen on the very connection that carried a frame. */
public final class FrameLine {

    private final NodeLink link;
    private final Function<Request, Mono<Incoming.Answer>> ask;

    FrameLine(NodeLink link, Function<Request, Mono<Incoming.Answer>> ask) {
        this.link = link;
        this.ask = ask;
    }

    /** Back to back, each only before the deadline; one delivery per frame, never an error. */
    public Mono<List<Delivery>> submit(List<Frame> frames, SendDeadline deadline) {
        List<Job.Part> parts =
                frames.stream().<Job.Part>map(Job.Part.Stored::new).toList();
        return Mono.defer(() -> parts.isEmpty() ? Mono.just(List.<Delivery>of()) : link.deliver("", parts, deadline))
                .publishOn(Schedulers.parallel());
    }

    /** A request of the dialect's own, such as a login; fails with {@link NodeException.Unavailable}. */
    public Mono<Incoming.Answer> ask(Request request) {
        return ask.apply(request).publishOn(Schedulers.parallel());
    }
}
