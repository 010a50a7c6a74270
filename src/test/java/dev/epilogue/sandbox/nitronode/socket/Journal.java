package dev.epilogue.sandbox.nitronode.socket;

import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every frame that reached the node, whatever became of it, and every connection. */
public final class Journal {

    private final InstantSource clock;
    private final List<Received> frames = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();
    private int overruns;
    private int open;
    private int mostAtOnce;

    public Journal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param method null when the frame was no request
     * @param session the session that the request names, if any
     */
    public record Received(
            String connection,
            @Nullable String method,
            @Nullable SessionId session,
            String frame,
            Instant at) {}

    synchronized void opened(String connection) {
        connections.add(connection);
        open++;
        mostAtOnce = Math.max(mostAtOnce, open);
        notifyAll();
    }

    synchronized void closed() {
        open--;
    }

    /** The most connections that were open at one time. */
    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    synchronized void received(String connection, @Nullable String method, @Nullable SessionId session, String frame) {
        frames.add(new Received(connection, method, session, frame, clock.instant()));
        notifyAll();
    }

    /** In the order of arrival. */
    public synchronized List<Received> frames() {
        return List.copyOf(frames);
    }

    public List<Received> frames(String method) {
        return frames().stream().filter(each -> method.equals(each.method())).toList();
    }

    public List<Received> frames(String method, SessionId session) {
        return frames(method).stream()
                .filter(each -> session.equals(each.session()))
                .toList();
    }

    /** Ids of all connections that ever were, in order. */
    public synchronized List<String> connections() {
        return List.copyOf(connections);
    }

    synchronized void overrun() {
        overruns++;
    }

    /** How often a connection was cut because more came on it than is allowed. */
    public synchronized int overruns() {
        return overruns;
    }

    public synchronized void clear() {
        frames.clear();
    }

    /**
     * Waits until so many frames match.
     *
     * @throws AssertionError when they do not within {@code limit}
     */
    public synchronized List<Received> await(Predicate<Received> wanted, int count, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            List<Received> matches = frames.stream().filter(wanted).toList();
            if (matches.size() >= count) {
                return matches;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("expected " + count + " frames, got " + matches.size());
            }
            wait(left);
        }
    }
}
