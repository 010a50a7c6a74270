package dev.epilogue.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the service and its database. It can go silent: bytes of either side are taken and thrown away, connections are
 * accepted and never answered, nobody is told. What was connected then stays dead for good.
 */
public final class DatabaseProxy implements AutoCloseable {

    private final ServerSocket door;
    private volatile int database;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean shut;
    private volatile long pauseNanos;

    public DatabaseProxy(int database) {
        this.database = database;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private record Line(Socket client, Socket server, AtomicBoolean dead, AtomicReference<@Nullable End> brittle) {

        void breakAs(End how) throws SocketException {
            client.setSoLinger(how == End.RESET, 0);
            close();
        }

        void close() {
            try (client;
                    server) {
                dead.set(true);
            } catch (IOException alreadyGone) {
                // nothing to keep
            }
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Sockets that the service has opened and not yet closed. */
    public int open() {
        return open.get();
    }

    /** The most of them at a time since it fell silent. */
    public int peak() {
        return peak.get();
    }

    public void silence() {
        peak.set(open.get());
        silent = true;
        lines.forEach(line -> line.dead().set(true));
    }

    /** New connections work again. */
    public void speak() {
        silent = false;
    }

    /** How the end of a connection is told to the client. */
    public enum End {
        CLOSED,
        RESET
    }

    /** What is connected breaks as soon as somebody uses it. */
    public void breakOnUse(End how) {
        lines.forEach(line -> line.brittle().set(how));
    }

    /** What was connected breaks; what connects from now on finds another server. */
    public void moveTo(int server) {
        database = server;
        shut = false;
        lines.forEach(Line::close);
    }

    /** What is connected breaks, and nobody gets in until the next move. */
    public void shut() {
        shut = true;
        lines.forEach(Line::close);
    }

    /** Every piece of data takes this long from now on. */
    public void slow(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = shut ? null : reach(database);
                if (server == null) {
                    client.close();
                    continue;
                }
                Line line = new Line(client, server, new AtomicBoolean(silent), new AtomicReference<>());
                lines.add(line);
                peak.accumulateAndGet(open.incrementAndGet(), Math::max);
                Thread.ofVirtual().start(() -> {
                    carry(line, line.client(), line.server());
                    open.decrementAndGet();
                });
                Thread.ofVirtual().start(() -> carry(line, line.server(), line.client()));
            }
        } catch (IOException closed) {
            lines.forEach(Line::close);
        }
    }

    private static @Nullable Socket reach(int server) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), server);
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    private void carry(Line line, Socket from, Socket to) {
        byte[] piece = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(piece);
            while (length >= 0) {
                LockSupport.parkNanos(pauseNanos);
                End how = line.brittle().get();
                if (how != null) {
                    line.breakAs(how);
                }
                if (!line.dead().get()) {
                    out.write(piece, 0, length);
                    out.flush();
                }
                length = in.read(piece);
            }
        } catch (IOException gone) {
            // the other side learns of it below, unless nobody is to be told
        }
        if (!line.dead().get()) {
            line.close();
        }
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
        try {
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
