package dev.epilogue.sandbox.nitronode.socket;

import java.time.Duration;

/**
 * What a connection may do (sections 1.4 to 1.6).
 *
 * @param messageBytes the largest message that is read
 * @param queue frames that wait for their turn on one connection
 */
public record TransportLimits(Rate requests, Rate bytes, int messageBytes, int queue, Keepalive keepalive) {

    /** Those of a node without configuration. */
    public static final TransportLimits DEFAULTS =
            new TransportLimits(new Rate(10, 20), new Rate(262_144, 1_048_576), 131_072, 64, Keepalive.DEFAULTS);

    /** @param pongTimeout since the last pong, or since the opening */
    public record Keepalive(Duration pingInterval, Duration pongTimeout) {
        public static final Keepalive DEFAULTS = new Keepalive(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    /** No limit on requests, bytes and waiting frames. */
    public TransportLimits withoutRates() {
        return new TransportLimits(Rate.UNLIMITED, Rate.UNLIMITED, messageBytes, Integer.MAX_VALUE, keepalive);
    }

    public TransportLimits withRequests(Rate rate) {
        return new TransportLimits(rate, bytes, messageBytes, queue, keepalive);
    }

    public TransportLimits withBytes(Rate rate) {
        return new TransportLimits(requests, rate, messageBytes, queue, keepalive);
    }

    public TransportLimits withKeepalive(Duration pingInterval, Duration pongTimeout) {
        return new TransportLimits(requests, bytes, messageBytes, queue, new Keepalive(pingInterval, pongTimeout));
    }
}
