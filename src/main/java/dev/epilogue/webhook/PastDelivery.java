package dev.epilogue.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to tell an endpoint something.
 *
 * @param number of the endpoint's tries, from 1
 * @param attempt at this event, from 1
 * @param status null where nothing was answered
 * @param error null where it was delivered
 * @param answer its beginning
 */
public record PastDelivery(
        long number,
        String eventId,
        String type,
        int attempt,
        Instant at,
        int tookMillis,
        boolean delivered,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String answer) {}
