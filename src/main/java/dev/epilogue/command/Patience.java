package dev.epilogue.command;

import java.time.Duration;

/** Pauses that grow. */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    void pause() {
        try {
            Thread.sleep(next);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    void restore() {
        next = FIRST;
    }

    static CommandFailure interrupted() {
        Thread.currentThread().interrupt();
        return new CommandFailure(ExitCode.UNREACHABLE, "interrupted");
    }
}
