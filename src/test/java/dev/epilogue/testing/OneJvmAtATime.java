package dev.epilogue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** What several test machines would do to the same folder is done by one; the others wait, and then find it done. */
final class OneJvmAtATime {

    private static final Path LOCKS = Path.of("target", "locks");

    private OneJvmAtATime() {}

    /** @param what names the lock: the folder that is written to */
    static synchronized <T> T on(Path what, Supplier<T> work) {
        try {
            Files.createDirectories(LOCKS);
            Path file = LOCKS.resolve(what.toString().replaceAll("[^A-Za-z0-9]+", "-"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // until the channel is closed
                channel.lock();
                return work.get();
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
