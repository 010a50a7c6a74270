package dev.epilogue.node.link;

import java.util.concurrent.atomic.LongAdder;

/** Counts since start, over all connections to one node. */
public final class Traffic {

    private final LongAdder written = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder unmatched = new LongAdder();
    private final LongAdder garbage = new LongAdder();
    private final LongAdder opened = new LongAdder();

    void countWritten() {
        written.increment();
    }

    void countAnswered() {
        answered.increment();
    }

    void countUnmatched() {
        unmatched.increment();
    }

    void countGarbage() {
        garbage.increment();
    }

    void countOpened() {
        opened.increment();
    }

    public long written() {
        return written.sum();
    }

    public long answered() {
        return answered.sum();
    }

    /** Answers that no request of theirs was waiting for: late, doubled, or never asked. */
    public long unmatched() {
        return unmatched.sum();
    }

    /** Frames that are none of the dialect. */
    public long garbage() {
        return garbage.sum();
    }

    /** Sockets that came up. */
    public long opened() {
        return opened.sum();
    }
}
