package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every update that was carried out, in order, with the connection that asked for it. */
public final class Executions {

    private final List<Executed> all = new CopyOnWriteArrayList<>();
    private final InstantSource clock;

    public Executions(InstantSource clock) {
        this.clock = clock;
    }

    void record(String connection, Update update, Session after) {
        all.add(new Executed(connection, after.id(), update.intent(), after.version(), clock.instant()));
    }

    public List<Executed> all() {
        return List.copyOf(all);
    }

    /** @param version after it */
    public record Executed(String connection, SessionId session, int intent, long version, Instant at) {}
}
