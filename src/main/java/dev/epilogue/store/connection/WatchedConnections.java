package dev.epilogue.store.connection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Connections under a pool that remember when the server was last heard. A socket may be dead without a word (a firewall that
 * forgot it, a machine that is gone), and a pool that only asks whether it is open hands it out again and again. Here a statement
 * that was left before its end puts its connection in doubt, and one that proves dead all that were not heard since: those are
 * asked once more before they are used, and dropped where no answer comes.
 */
final class WatchedConnections implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private final ConnectionFactory real;
    private final LongSupplier nanos;
    private final AtomicLong doubtedBefore = new AtomicLong(Long.MIN_VALUE);

    /** @param nanos by which each is told again how to plan */
    WatchedConnections(ConnectionFactory real, LongSupplier nanos) {
        this.real = real;
        this.nanos = nanos;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(real.create())
                .map(connection -> new WatchedConnection(connection, this, new Planning(connection, nanos)));
    }

    /** A connection has died silently: what was not heard until now may be as dead. */
    void foundDead(long now) {
        doubtedBefore.accumulateAndGet(now, Math::max);
    }

    boolean doubts(long heard) {
        long doubted = doubtedBefore.get();
        return doubted != Long.MIN_VALUE && heard - doubted < 0;
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return real;
    }
}
