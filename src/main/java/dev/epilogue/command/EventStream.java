package dev.epilogue.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, read on a thread of their own, so that a connection that has gone silent without ending is noticed. Who does not take
 * them holds up the service's writing, and no more than a few stand here.
 */
final class EventStream implements AutoCloseable {

    /** Several heartbeats. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int WAITING = 64;

    private final InputStream body;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(WAITING);
    private final Thread reader;
    private volatile long heard = System.nanoTime();

    EventStream(InputStream body) {
        this.body = body;
        this.reader = Thread.ofVirtual().name("events").start(this::read);
    }

    /**
     * @param id where the stream goes on after it; null: where it went on before
     * @param data null for a sign of life that only moves the place
     */
    record Item(@Nullable String id, String type, @Nullable String data) {

        static final Item END = new Item(null, "", null);
    }

    /** @return null where nothing has come for so long */
    @Nullable
    Item next(Duration patience) throws InterruptedException {
        return items.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean silent() {
        return System.nanoTime() - heard > SILENCE.toNanos();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            Parsing parsing = new Parsing();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard = System.nanoTime();
                Item item = parsing.line(line);
                if (item != null) {
                    items.put(item);
                }
            }
        } catch (IOException broken) {
            // as an end: whoever comes again goes on behind what it has
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return;
        }
        end();
    }

    private void end() {
        try {
            items.put(Item.END);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** The fields of one message. */
    private static final class Parsing {

        private @Nullable String id;
        private String type = "";
        private @Nullable String data;

        @Nullable
        Item line(String line) {
            if (line.isEmpty()) {
                Item item = id == null && data == null ? null : new Item(id, type, data);
                id = null;
                type = "";
                data = null;
                return item;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (name) {
                case "id" -> id = value;
                case "event" -> type = value;
                case "data" -> data = data == null ? value : data + "\n" + value;
                default -> {}
            }
            return null;
        }
    }

    @Override
    public void close() {
        reader.interrupt();
        try {
            body.close();
        } catch (IOException gone) {
            // nothing of it is wanted any more
        }
    }
}
