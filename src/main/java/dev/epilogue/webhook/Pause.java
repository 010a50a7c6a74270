package dev.epilogue.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What becomes of an endpoint that was not told: a pure function of what it answered and for how long it has failed. */
record Pause(Endpoint.Status status, Duration pause) {

    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    /**
     * @param now as the clock says that set {@code failingSince}
     * @param jitter from 0 to 1: a tenth of the pause at most is added
     */
    static Pause after(Endpoint endpoint, Reply reply, Instant now, WebhookSettings settings, double jitter) {
        if (reply.gone()) {
            return new Pause(Endpoint.Status.GONE, settings.probe());
        }
        Instant since = endpoint.health().failingSince();
        boolean over = endpoint.status() == Endpoint.Status.DISABLED
                || since != null && !now.isBefore(since.plus(settings.giveUpAfter()));
        Duration pause =
                over ? settings.probe() : longer(doubled(endpoint.health().failures(), settings), reply.retryAfter());
        long more = (long) (pause.toMillis() * jitter / 10);
        return new Pause(over ? Endpoint.Status.DISABLED : Endpoint.Status.ENABLED, pause.plusMillis(more));
    }

    static Pause after(Endpoint endpoint, Reply reply, Instant now, WebhookSettings settings) {
        return after(endpoint, reply, now, settings, ThreadLocalRandom.current().nextDouble());
    }

    private static Duration doubled(int failures, WebhookSettings settings) {
        Duration pause = settings.firstPause().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return pause.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : pause;
    }

    /** What the endpoint asked for counts, up to an hour. */
    private static Duration longer(Duration ours, @Nullable Duration asked) {
        if (asked == null || asked.compareTo(ours) <= 0) {
            return ours;
        }
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }
}
