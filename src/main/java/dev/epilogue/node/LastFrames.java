package dev.epilogue.node;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Stops with the first: once the service has begun to stop, nothing is sent any more. Answers are still awaited. */
final class LastFrames implements SmartLifecycle {

    private final List<LinkedNode> nodes;
    private volatile boolean running;

    LastFrames(List<LinkedNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        nodes.forEach(LinkedNode::stopSending);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
