package dev.epilogue.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** CPU that processes have used, as Linux counts it. */
final class Cpu {

    private static final double TICKS_PER_SECOND = 100;

    private Cpu() {}

    /** Seconds of a process alone, which may have started others. */
    static double own(ProcessHandle process) {
        return ticks(process.pid(), false) / TICKS_PER_SECOND;
    }

    /** Seconds of a process, of its children that have ended, and of those that have not. */
    static double seconds(ProcessHandle process) {
        return ticks(process.pid(), true) / TICKS_PER_SECOND
                + process.children()
                        .mapToDouble(child -> ticks(child.pid(), false) / TICKS_PER_SECOND)
                        .sum();
    }

    private static long ticks(long pid, boolean withEndedChildren) {
        String[] fields;
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
    }
}
