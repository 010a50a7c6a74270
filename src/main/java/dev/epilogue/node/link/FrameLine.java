package dev.epilogue.node.link;

import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.SendDeadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The connection that carries frames, held on to from the first of them: some things must happen on the very connection that
 * carried a frame.
 */
public final class FrameLine {

    private static final Delivery NO_CONNECTION = new Delivery.NotSent("no connection");

    private final LinkGroup group;
    private final Duration patience;
    private final AtomicReference<@Nullable NodeLink> held = new AtomicReference<>();

    /** @param patience how long a request may wait to be written */
    FrameLine(LinkGroup group, Duration patience) {
        this.group = group;
        this.patience = patience;
    }

    /** Back to back, each only before the deadline; one delivery per frame, never an error. */
    public Mono<List<Delivery>> submit(List<Frame> frames, SendDeadline deadline) {
        List<Job.Part> parts =
                frames.stream().<Job.Part>map(Job.Part.Stored::new).toList();
        return Mono.defer(() -> parts.isEmpty() ? Mono.just(List.<Delivery>of()) : deliver(parts, deadline))
                .publishOn(Schedulers.parallel());
    }

    private Mono<List<Delivery>> deliver(List<Job.Part> parts, SendDeadline deadline) {
        NodeLink link = held.get();
        return link == null
                ? group.deliver(Turn.FIRST, parts, deadline, held::set)
                : group.deliverOn(link, parts, deadline);
    }

    /** A request of the dialect's own, such as a login, on the connection of the frames; fails with {@link NodeException}. */
    public Mono<Incoming.Answer> ask(Request request) {
        return Mono.defer(() -> {
                    NodeLink link = held.get();
                    List<Job.Part> parts = List.of(new Job.Part.Fresh(request));
                    return link == null
                            ? Mono.just(List.of(NO_CONNECTION))
                            : group.deliverOn(link, parts, SendDeadline.in(patience));
                })
                .map(deliveries -> Reasons.answer(deliveries.getFirst()))
                .publishOn(Schedulers.parallel());
    }
}
