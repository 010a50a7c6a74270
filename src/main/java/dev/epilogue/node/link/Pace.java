package dev.epilogue.node.link;

import dev.epilogue.node.NodeSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may carry now. When the node takes a request it alone knows: at the latest when it answers. So what is written is paid for
 * once when it leaves, for the steady pace, and once when its answer comes, and only then does the time begin that makes it good: however long
 * requests were held up on the way, the node never sees more of them at once than may be in flight. Callers draw on a share of their own beside the whole: however much they ask for, the rest is
 * there at once for what a close waits for. Not thread-safe.
 */
final class Pace {

    private final NodeSettings.Pace settings;
    private final TokenBucket all;
    private final TokenBucket taken;
    private final TokenBucket callers;
    private final int mostOfCallers;
    private int inFlight;
    private int inFlightOfCallers;

    Pace(NodeSettings.Pace settings, long now) {
        double share = settings.callersShare();
        this.settings = settings;
        this.all = new TokenBucket(settings.requestsPerSecond(), settings.burst(), now);
        this.taken = new TokenBucket(settings.requestsPerSecond(), settings.inFlight(), now);
        this.callers = new TokenBucket(
                settings.requestsPerSecond() * share, Math.max(1, (int) (settings.burst() * share)), now);
        this.mostOfCallers = Math.max(1, (int) (settings.inFlight() * share));
    }

    int inFlight() {
        return inFlight;
    }

    /** Requests that may go at once. */
    int spare(long now) {
        return Math.min(all.tokens(now), Math.max(0, taken.tokens(now) - inFlight));
    }

    /**
     * Time until a job may go, zero when that is now.
     *
     * @return null when an answer has to come first
     */
    @Nullable
    Duration untilTurn(Job job, long now) {
        boolean full = inFlight > 0 && inFlight + job.parts().size() > settings.inFlight();
        if (full || (job.turn().ofCallers() && inFlightOfCallers >= mostOfCallers)) {
            return null;
        }
        int cost = Math.min(job.parts().size(), settings.burst());
        int atOnce = Math.min(inFlight + job.parts().size(), settings.inFlight());
        long wait = Math.max(all.nanosUntil(cost, now), taken.nanosUntil(atOnce, now));
        return Duration.ofNanos(job.turn().ofCallers() ? Math.max(wait, callers.nanosUntil(1, now)) : wait);
    }

    /** What goes although it is not its turn is paid for later. */
    void took(Job job, long now) {
        all.spend(job.parts().size(), now);
        if (job.turn().ofCallers()) {
            callers.spend(1, now);
        }
    }

    void written(Turn turn) {
        inFlight++;
        inFlightOfCallers += turn.ofCallers() ? 1 : 0;
    }

    void settled(Turn turn, long now) {
        taken.spend(1, now);
        inFlight--;
        inFlightOfCallers -= turn.ofCallers() ? 1 : 0;
    }
}
