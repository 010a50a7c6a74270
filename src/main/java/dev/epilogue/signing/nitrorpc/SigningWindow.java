package dev.epilogue.signing.nitrorpc;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a frozen request lives. The node refuses a request older than its expiry and knows no upper bound, so a request is dated
 * for the time when it shall be sent. All instants are the node's clock; milliseconds.
 *
 * @param margin from a closure's deadline to the request's timestamp: room for submission, and for an extension
 * @param cap how far ahead a request is dated at most: until then whoever holds the signatures can use them
 * @param expiry how long after its timestamp the node takes a request
 * @param skew by how much the node's clock may be known wrongly
 */
public record SigningWindow(Duration margin, Duration cap, Duration expiry, Duration skew) {

    /** The expiry of all known deployments. */
    public static final Duration NODE_EXPIRY = Duration.ofSeconds(60);

    public SigningWindow {
        if (skew.isNegative()
                || margin.compareTo(skew.plusMillis(1)) < 0
                || cap.compareTo(margin) < 0
                || expiry.isNegative()) {
            throw new IllegalArgumentException(
                    "expected 0 ≤ skew < margin ≤ cap, by a millisecond at least, and no negative expiry");
        }
    }

    public SigningWindow withExpiry(Duration other) {
        return new SigningWindow(margin, cap, other, skew);
    }

    /** With what a request is dated now, for this deadline. */
    public long timestamp(Instant deadline, Instant nodeNow) {
        Instant wanted = deadline.plus(margin);
        Instant latest = nodeNow.plus(cap);
        Instant chosen = wanted.isBefore(latest) ? wanted : latest;
        if (chosen.isBefore(nodeNow)) {
            throw new IllegalArgumentException("the deadline has passed");
        }
        return chosen.toEpochMilli();
    }

    /** Until when signatures are taken: the timestamp itself, less what the clocks may differ. */
    public Instant signableUntil(long timestamp) {
        return Instant.ofEpochMilli(timestamp).minus(skew);
    }

    /** Until when anybody who holds the signatures can close with them, by the node's own clock. */
    public Instant executableUntil(long timestamp) {
        return Instant.ofEpochMilli(timestamp).plus(expiry);
    }

    /** From when on the node has refused the request for certain, whatever happened to it before. */
    public Instant fence(long timestamp) {
        return executableUntil(timestamp).plus(skew);
    }

    /** Whether a request dated like this can still be signed at that deadline; else an extension needs a new round. */
    public boolean fits(Instant deadline, long timestamp) {
        return !deadline.isAfter(signableUntil(timestamp));
    }
}
