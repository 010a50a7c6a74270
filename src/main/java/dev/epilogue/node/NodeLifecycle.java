package dev.epilogue.node;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Connects before anything works with nodes, and disconnects after it. Start-up does not wait for a node. */
public final class NodeLifecycle implements SmartLifecycle, AutoCloseable {

    /** Below every component that submits or reads: those start later and stop earlier. */
    public static final int PHASE = 0;

    private final List<LinkedNode> nodes;
    private volatile boolean running;

    NodeLifecycle(List<LinkedNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public void start() {
        nodes.forEach(LinkedNode::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        nodes.forEach(LinkedNode::stop);
    }

    @Override
    public void close() {
        nodes.forEach(LinkedNode::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
