package dev.epilogue.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one delivery.
 *
 * @param status null where nothing was answered
 * @param error why it does not count; null where it does
 * @param answer the beginning of what was answered; null where nothing was
 * @param retryAfter what the endpoint asked for; null where it did not
 */
public record Reply(
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer,
        Duration took,
        @Nullable Duration retryAfter) {

    private static final int GONE = 410;

    public boolean delivered() {
        return error == null;
    }

    boolean gone() {
        return status != null && status == GONE;
    }
}
