package dev.epilogue.work;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Something that operators are shown, and alarmed by: looked up every now and then by each instance for itself. One look that fails
 * is told in the log, and the figure stays as it was.
 */
public interface Lookout {

    /** For the log: what cannot be told while looks fail, such as {@code "how much is due"}. */
    String what();

    Duration every();

    Mono<Void> look();
}
