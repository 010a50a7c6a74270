package dev.epilogue.testing;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections that keep the text of every statement. */
public final class Recorded implements ConnectionFactory {

    private final ConnectionFactory real;
    private final Set<String> statements = new ConcurrentSkipListSet<>();

    public Recorded(ConnectionFactory real) {
        this.real = real;
    }

    public Set<String> statements() {
        return Set.copyOf(statements);
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(real.create()).map(this::recording);
    }

    private Connection recording(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }
}
