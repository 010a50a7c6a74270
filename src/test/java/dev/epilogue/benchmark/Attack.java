package dev.epilogue.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Callers without manners, over plain sockets, until they are stopped. What comes back is read and thrown away. */
final class Attack implements Closeable {

    enum Kind {
        /** Requests whose bodies never end. */
        HALVES,
        /** So many posts at a time, each of which is sent again when it was answered. */
        POSTS,
        /** Readers who come as fast as they can, in turns of two addresses, and come again all together once all are there. */
        STREAMS
    }

    /**
     * What to do to whom.
     *
     * @param paths in turns
     * @param body of each post: so many times this text
     */
    record Order(
            Kind kind,
            URI target,
            List<String> paths,
            int count,
            String type,
            String body,
            int times,
            String key,
            Pace pace) {

        Order at(URI other, Pace slower) {
            return new Order(kind, other, paths, count, type, body, times, key, slower);
        }
    }

    /**
     * How much of it there was.
     *
     * @param done answered or held
     * @param reached what it came to, of what was begun, since some is answered late
     * @param round seconds in which all readers of the first round came; 0 where there are no rounds
     */
    record Told(long done, Pace reached, double round) {}

    /** Nobody who waits hears that all is over. */
    private static final long AWAKE = 50_000_000;

    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final long began = System.nanoTime();
    private final Order order;
    private volatile double firstRound;
    private volatile boolean over;

    private Attack(Order order) {
        this.order = order;
    }

    /** At most so many a second: a server that answers faster than another is asked no more than it. */
    record Pace(double perSecond) {
        static final Pace UNLIMITED = new Pace(Double.MAX_VALUE);

        private long due(long began, long number) {
            return began + (long) (number / perSecond * 1e9);
        }
    }

    static Attack begin(Order order) {
        Attack attack = new Attack(order);
        switch (order.kind()) {
            case HALVES -> attack.halves();
            case POSTS -> attack.posts(order.body().repeat(order.times()));
            case STREAMS -> attack.threads.submit(attack::streams);
        }
        return attack;
    }

    private void halves() {
        for (int i = 0; i < order.count(); i++) {
            send(open(), head(1000) + "{\"sessionId\"");
            done.incrementAndGet();
        }
    }

    private Void streams() throws IOException {
        while (!over) {
            List<Socket> round = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < order.count() && !over; i++) {
                waitForTurn();
                Socket socket = open();
                round.add(socket);
                send(
                        socket,
                        "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(path(i), order.key()));
            }
            if (firstRound == 0 && !over) {
                firstRound = (System.nanoTime() - start) / 1e9;
            }
            for (Socket socket : round) {
                if (socket.getInputStream().read() >= 0) {
                    done.incrementAndGet();
                }
            }
            for (Socket socket : round) {
                socket.close();
            }
        }
        return null;
    }

    private void posts(String body) {
        String request = (head(body.length()) + body).replaceFirst("\r\n", "\r\nConnection: close\r\n");
        for (int i = 0; i < order.count(); i++) {
            threads.submit(() -> {
                while (!over) {
                    waitForTurn();
                    try (Socket socket = open()) {
                        send(socket, request);
                        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                        done.incrementAndGet();
                    } catch (UncheckedIOException | IOException broken) {
                        if (over) {
                            return;
                        }
                    }
                }
            });
        }
    }

    private String path(int number) {
        return order.paths().get(number % order.paths().size());
    }

    private String head(int length) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path(0), order.type(), length, order.key());
    }

    private Socket open() {
        try {
            Socket socket = new Socket(order.target().getHost(), order.target().getPort());
            sockets.add(socket);
            if (over) {
                // opened while the others were closed
                socket.close();
            }
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void send(Socket socket, String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void waitForTurn() {
        long due = order.pace().due(began, asked.getAndIncrement());
        for (long early = due - System.nanoTime(); early > 0 && !over; early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, AWAKE));
        }
    }

    Told told() {
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Told(done.get(), new Pace(asked.get() / seconds), firstRound);
    }

    @Override
    public void close() {
        over = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException gone) {
                // closed is what was wanted
            }
        }
        threads.close();
    }
}
