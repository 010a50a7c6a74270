package dev.epilogue.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Many readers of event streams on one thread, who count events and keep nothing. */
final class Crowd implements AutoCloseable {

    private static final byte[] MARK = "event:".getBytes(StandardCharsets.US_ASCII);

    /** How many may wait for their first answer. */
    private static final int AT_ONCE = 20;

    private final Selector selector;
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final Thread reading;
    private volatile long firstAt;
    private volatile boolean over;

    private static final class Reader {
        private boolean heard;
        private int matched;
    }

    /** Opens them, a few at a time; each has been answered when this returns. */
    Crowd(int port, String path, int readers) {
        try {
            selector = Selector.open();
            reading = Thread.ofPlatform().daemon().start(this::read);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
            for (int number = 0; number < readers; number++) {
                SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                socket.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
                socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                socket.configureBlocking(false);
                sockets.add(socket);
                socket.register(selector, SelectionKey.OP_READ, new Reader());
                selector.wakeup();
                if (sockets.size() % AT_ONCE == 0) {
                    await(answered, sockets.size());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        await(answered, readers);
    }

    private void read() {
        try {
            while (!over) {
                selector.select(50);
                for (SelectionKey key : selector.selectedKeys()) {
                    take((SocketChannel) key.channel(), (Reader) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException ended) {
            over = true;
        }
    }

    private void take(SocketChannel socket, Reader reader) throws IOException {
        buffer.clear();
        if (socket.read(buffer) < 0) {
            socket.close();
            return;
        }
        buffer.flip();
        int found = 0;
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            reader.matched = next == MARK[reader.matched] ? reader.matched + 1 : next == MARK[0] ? 1 : 0;
            if (reader.matched == MARK.length) {
                reader.matched = 0;
                found++;
            }
        }
        if (!reader.heard) {
            reader.heard = true;
            answered.incrementAndGet();
        }
        if (found > 0) {
            if (events.get() == 0) {
                firstAt = System.nanoTime();
            }
            events.addAndGet(found);
        }
    }

    /** Forgets what was counted. */
    void reset() {
        events.set(0);
    }

    /** Seconds from the first event at any reader until this many have arrived. */
    double secondsFor(long count) {
        await(events, count);
        return (System.nanoTime() - firstAt) / 1e9;
    }

    private void await(AtomicLong counter, long count) {
        long giveUp = System.nanoTime() + 120_000_000_000L;
        while (counter.get() < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(counter + " of " + count + " arrived");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        over = true;
        selector.wakeup();
        join();
        for (SocketChannel socket : sockets) {
            try {
                socket.close();
            } catch (IOException gone) {
                // closed is what was wanted
            }
        }
        try {
            // a closed channel keeps its file descriptor until the selector lets go of it
            selector.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void join() {
        try {
            reading.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
