package dev.epilogue.benchmark;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Callers without manners, over plain sockets, until they are stopped. What comes back is read and thrown away. */
final class Attack implements Closeable {

    /** Nobody who waits hears that all is over. */
    private static final long AWAKE = 50_000_000;

    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final URI target;
    private final long began = System.nanoTime();
    private final Pace pace;
    private volatile boolean over;

    private Attack(URI target, Pace pace) {
        this.target = target;
        this.pace = pace;
    }

    /** At most so many a second: a server that answers faster than another is asked no more than it. */
    record Pace(double perSecond) {
        static final Pace UNLIMITED = new Pace(Double.POSITIVE_INFINITY);

        private long due(long began, long number) {
            return began + (long) (number / perSecond * 1e9);
        }
    }

    /** Requests whose bodies never end. */
    static Attack halves(URI service, int count, String key) {
        Attack attack = new Attack(service.resolve("/v1/closures"), Pace.UNLIMITED);
        for (int i = 0; i < count; i++) {
            attack.send(attack.open(), attack.head("application/json", 1000, key) + "{\"sessionId\"");
            attack.done.incrementAndGet();
        }
        return attack;
    }

    /** So many posts at a time, each of which is sent again when it was answered. */
    static Attack posts(URI target, int atOnce, String body, String key, Pace pace) {
        Attack attack = new Attack(target, pace);
        attack.run(atOnce, "application/x-ndjson", body, key);
        return attack;
    }

    /** The same with bodies of JSON. */
    static Attack flood(URI target, int atOnce, String body, String key, Pace pace) {
        Attack attack = new Attack(target, pace);
        attack.run(atOnce, "application/json", body, key);
        return attack;
    }

    /** Readers who come as fast as they can, in turns of a closure and of the tenant, and come again all together once all are there. */
    static Attack streams(URI service, String closure, int count, String key, Pace pace) {
        Attack attack = new Attack(service, pace);
        List<String> paths = List.of("/v1/closures/" + closure + "/events", "/v1/events");
        attack.threads.submit(() -> {
            while (!attack.over) {
                List<Socket> round = new java.util.ArrayList<>();
                for (int i = 0; i < count && !attack.over; i++) {
                    attack.waitForTurn();
                    Socket socket = attack.open();
                    round.add(socket);
                    attack.send(
                            socket,
                            "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(paths.get(i % paths.size()), key));
                }
                for (Socket socket : round) {
                    if (socket.getInputStream().read() >= 0) {
                        attack.done.incrementAndGet();
                    }
                }
                for (Socket socket : round) {
                    socket.close();
                }
            }
            return null;
        });
        return attack;
    }

    private void run(int atOnce, String type, String body, String key) {
        String request = head(type, body.length(), key) + body;
        for (int i = 0; i < atOnce; i++) {
            threads.submit(() -> {
                while (!over) {
                    waitForTurn();
                    try (Socket socket = open()) {
                        send(socket, request.replaceFirst("\r\n", "\r\nConnection: close\r\n"));
                        InputStream answer = socket.getInputStream();
                        answer.transferTo(java.io.OutputStream.nullOutputStream());
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

    private String head(String type, int length, String key) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(target.getPath(), type, length, key);
    }

    private Socket open() {
        try {
            Socket socket = new Socket(target.getHost(), target.getPort());
            sockets.add(socket);
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
        long due = pace.due(began, asked.getAndIncrement());
        for (long early = due - System.nanoTime(); early > 0 && !over; early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, AWAKE));
        }
    }

    /** What it came to: of what was begun, since some is answered late. */
    Pace reached() {
        return new Pace(asked.get() / ((System.nanoTime() - began) / 1e9));
    }

    /** How much of it there was. */
    String told() {
        return done.get() + " answered or held";
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
