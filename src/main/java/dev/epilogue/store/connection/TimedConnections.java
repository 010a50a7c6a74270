package dev.epilogue.store.connection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Connections whose sockets are closed when they do not come about in time or nobody waits for them any more. So at most as many
 * are pending as there are who wait: the pool's size, and each line that listens.
 */
final class TimedConnections implements ConnectionFactory {

    private final ConnectionFactory real;
    private final String limits;

    /** @param limits a statement that sets them: poolers refuse them as parameters of the start */
    TimedConnections(ConnectionFactory real, String limits) {
        this.real = real;
        this.limits = limits;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.defer(() -> {
            Handshake handshake = new Handshake();
            return Mono.<Connection>from(real.create())
                    .delayUntil(this::limited)
                    .doOnNext(connection -> handshake.done())
                    .doFinally(end -> {
                        if (end != SignalType.ON_COMPLETE) {
                            handshake.left();
                        }
                    })
                    .contextWrite(context -> context.put(Handshake.class, handshake));
        });
    }

    private Mono<Void> limited(Connection connection) {
        return Flux.from(connection.createStatement(limits).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }
}
