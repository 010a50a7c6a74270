package dev.epilogue.node.link;

import dev.epilogue.node.Frame;
import dev.epilogue.node.SendDeadline;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Frames that go back to back on one connection, and who waits for what becomes of them. Lives on the event loop. */
final class Job {

    /** One frame to be: stored before, or made when it is written. */
    sealed interface Part {
        record Stored(Frame frame) implements Part {}

        record Fresh(Request request) implements Part {}
    }

    private final Turn turn;
    private final List<Part> parts;
    private final SendDeadline writeBefore;
    private final MonoSink<List<Delivery>> caller;
    private final @Nullable Delivery[] deliveries;
    private final Consumer<NodeLink> carrier;
    private int unsettled;

    /** @param carrier told of the connection that the frames are written to */
    Job(
            Turn turn,
            List<Part> parts,
            SendDeadline writeBefore,
            Consumer<NodeLink> carrier,
            MonoSink<List<Delivery>> caller) {
        this.turn = turn;
        this.parts = List.copyOf(parts);
        this.writeBefore = writeBefore;
        this.carrier = carrier;
        this.caller = caller;
        this.deliveries = new Delivery[parts.size()];
        this.unsettled = parts.size();
    }

    Turn turn() {
        return turn;
    }

    List<Part> parts() {
        return parts;
    }

    SendDeadline writeBefore() {
        return writeBefore;
    }

    void carriedBy(NodeLink link) {
        carrier.accept(link);
    }

    boolean carriesStoredFrames() {
        return parts.stream().anyMatch(Part.Stored.class::isInstance);
    }

    /** The first word on a part counts; the caller hears once all parts are settled. */
    void settle(int index, Delivery delivery) {
        if (deliveries[index] != null) {
            return;
        }
        deliveries[index] = delivery;
        if (--unsettled == 0) {
            caller.success(Arrays.stream(deliveries).map(Delivery.class::cast).toList());
        }
    }

    void settleAll(Delivery delivery) {
        for (int i = 0; i < parts.size(); i++) {
            settle(i, delivery);
        }
    }
}
