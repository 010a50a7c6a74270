package dev.epilogue.testing;

import java.net.URI;
import org.opentest4j.TestAbortedException;

/** Somebody else's server, by address; its user may create databases. Taking it down is not ours to do. */
record ExternalServer(String host, int port, String user, String password) implements DatabaseServer {

    /** {@code postgresql://user:password@host:port}; the port may be left out, and a path is ignored. */
    static ExternalServer at(URI address) {
        String[] credentials = String.valueOf(address.getUserInfo()).split(":", 2);
        if (!"postgresql".equals(address.getScheme()) || address.getHost() == null || credentials.length != 2) {
            throw new IllegalArgumentException(
                    "epilogue.test.database is embedded, testcontainers or postgresql://user:password@host:port");
        }
        int port = address.getPort() < 0 ? 5432 : address.getPort();
        return new ExternalServer(address.getHost(), port, credentials[0], credentials[1]);
    }

    @Override
    public void stop() {
        throw new TestAbortedException("an external database is not stopped for a test");
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
}
