package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Every update that was carried out, in order, with the connection that asked for it. */
public final class Executions {

    private final List<Executed> all = new ArrayList<>();
    private final InstantSource clock;

    public Executions(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void record(String connection, Update update, Session after) {
        all.add(new Executed(connection, after.id(), update.intent(), after.version(), clock.instant()));
        notifyAll();
    }

    public synchronized List<Executed> all() {
        return List.copyOf(all);
    }

    /**
     * Waits until the session was moved to at least this version by a client.
     *
     * @throws AssertionError when it is not within {@code limit}
     */
    public synchronized Executed await(SessionId session, long version, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            for (Executed each : all) {
                if (each.session().equals(session) && each.version() >= version) {
                    return each;
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not executed: session " + session + ", version " + version);
            }
            wait(left);
        }
    }

    /** @param version after it */
    public record Executed(String connection, SessionId session, int intent, long version, Instant at) {}
}
