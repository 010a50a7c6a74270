package dev.epilogue.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Something that is kept for a while after its end. */
public interface Retained {

    /** For the log: what goes, such as {@code "closures' events"}. */
    String what();

    /** Null: for ever. */
    @Nullable
    Duration keep(RetentionSettings settings);

    /**
     * Prunes what ended longer ago than that, in one statement. Instances may ask at the same time.
     *
     * @param batch the most that goes at once
     * @return how much went; as much as the batch: there may be more
     */
    Mono<Long> prune(Duration keep, int batch);
}
