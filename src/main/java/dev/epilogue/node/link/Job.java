package dev.epilogue.node.link;

import dev.epilogue.node.Frame;
import dev.epilogue.node.SendDeadline;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Frames that go back to back on one connection, and who waits for what becomes of them. Lives on the event loop. */
final class Job {

    /** One frame to be: stored before, or made when it is written. */
    sealed interface Part {
        record Stored(Frame frame) implements Part {}

        record Fresh(Request request) implements Part {}
    }

    private final String lane;
    private final List<Part> parts;
    private final SendDeadline writeBefore;
    private final MonoSink<List<Delivery>> caller;
    private final @Nullable Delivery[] deliveries;
    private int unsettled;

    Job(String lane, List<Part> parts, SendDeadline writeBefore, MonoSink<List<Delivery>> caller) {
        this.lane = lane;
        this.parts = List.copyOf(parts);
        this.writeBefore = writeBefore;
        this.caller = caller;
        this.deliveries = new Delivery[parts.size()];
        this.unsettled = parts.size();
    }

    String lane() {
        return lane;
    }

    List<Part> parts() {
        return parts;
    }

    SendDeadline writeBefore() {
        return writeBefore;
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
