package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.Frame;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.link.Delivery;
import dev.epilogue.node.link.FrameLine;
import dev.epilogue.node.link.NodeLinks;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Sends frames on a connection that is logged in. Where the login has lapsed, the node says so before it does anything else: only
 * then the very same frames go once more.
 */
final class Submissions {

    private static final Set<String> NOTHING_WAS_DONE =
            Set.of("authentication required", "session expired, please re-authenticate");

    private final NodeLinks links;
    private final Login login;

    Submissions(NodeLinks links, Login login) {
        this.links = links;
        this.login = login;
    }

    Mono<List<Delivery>> send(List<Frame> frames, SendDeadline deadline) {
        return Mono.defer(() -> {
            FrameLine line = links.frameLine();
            return line.submit(frames, deadline)
                    .flatMap(first -> lapsed(first)
                            ? login.on(line::ask)
                                    .then(Mono.defer(() -> line.submit(frames, deadline)))
                                    .map(second -> sent(second) ? second : first)
                                    .onErrorResume(NodeException.class, noLogin -> Mono.just(first))
                            : Mono.just(first));
        });
    }

    private static boolean lapsed(List<Delivery> deliveries) {
        return !deliveries.isEmpty() && deliveries.stream().allMatch(Submissions::lapsed);
    }

    private static boolean lapsed(Delivery delivery) {
        return delivery instanceof Delivery.Answered answered
                && answered.answer().error() != null
                && NOTHING_WAS_DONE.contains(answered.answer().error());
    }

    private static boolean sent(List<Delivery> deliveries) {
        return deliveries.stream().noneMatch(Delivery.NotSent.class::isInstance);
    }
}
