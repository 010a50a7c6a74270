package dev.epilogue.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A node's clock, which may leap: what was frozen for hours lapses within a test. Goes back only where it is told so. */
public final class NodeTime implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** @return how far ahead of the machine's time it is then */
    public synchronized Duration leap(Duration by) {
        ahead = ahead.plus(by);
        return ahead;
    }
}
