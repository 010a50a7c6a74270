package dev.epilogue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stream of server-sent events, read as a browser does. Open, with its first frame seen, when the constructor returns. */
public final class SseReader implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpResponse<Stream<String>> response;
    private volatile @Nullable String lastId;
    private volatile String lastComment = "";
    private volatile boolean retryTold;
    private volatile @Nullable Event opening;
    private volatile @Nullable AssertionError broken;

    /** @param type as in {@code signature.accepted} */
    public record Event(String id, String type, JsonNode data) {}

    public SseReader(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            response = CLIENT.send(request.build(), BodyHandlers.ofLines());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        if (response.statusCode() == 200) {
            Thread.startVirtualThread(this::read);
            await(opened, Duration.ofSeconds(20));
        } else {
            String body = String.join("\n", response.body().toList());
            ApiContract.check(
                    response.request(),
                    response.statusCode(),
                    response.headers(),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** What a browser would send as {@code Last-Event-ID}. */
    public @Nullable String lastId() {
        return lastId;
    }

    /** The event with which the stream said where it goes on; none of those that are handed out. */
    public @Nullable Event opening() {
        return opening;
    }

    public String lastComment() {
        return lastComment;
    }

    public boolean retryTold() {
        return retryTold;
    }

    /** Null when none comes in time. */
    public @Nullable Event next(Duration patience) {
        AssertionError found = broken;
        if (found != null) {
            throw found;
        }
        try {
            return events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As many as come in time, at most {@code count}. */
    public List<Event> next(int count, Duration patience) {
        List<Event> all = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (all.size() < count) {
            Event event = next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (event == null) {
                return all;
            }
            all.add(event);
        }
        return all;
    }

    public boolean endsWithin(Duration patience) {
        return await(ended, patience);
    }

    @Override
    public void close() {
        response.body().close();
    }

    private void read() {
        try (Stream<String> lines = response.body()) {
            Frame frame = new Frame();
            for (String line : (Iterable<String>) lines::iterator) {
                frame = line.isEmpty() ? dispatched(frame) : frame.with(line);
            }
        } catch (UncheckedIOException cut) {
            lastComment = "cut";
        } finally {
            ended.countDown();
        }
    }

    private Frame dispatched(Frame frame) {
        if (frame.id != null) {
            lastId = frame.id;
        }
        if (frame.data != null) {
            check(frame.data);
            Event event = new Event(lastId, frame.type, JsonMapper.shared().readTree(frame.data));
            if (frame.type.equals("stream.opened")) {
                opening = event;
            } else {
                events.add(event);
            }
        }
        lastComment = frame.comment == null ? lastComment : frame.comment;
        retryTold |= frame.retry;
        opened.countDown();
        return new Frame();
    }

    /** The reader's own thread has nobody to tell: whoever asks for the next event is told. */
    private void check(String data) {
        try {
            ApiContract.checkEvent(data);
        } catch (AssertionError notAsPromised) {
            broken = notAsPromised;
        }
    }

    private static boolean await(CountDownLatch latch, Duration patience) {
        try {
            return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static final class Frame {
        private @Nullable String id;
        private @Nullable String data;
        private @Nullable String comment;
        private String type = "message";
        private boolean retry;

        Frame with(String line) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).stripLeading();
            switch (line.substring(0, colon)) {
                case "" -> comment = value;
                case "id" -> id = value;
                case "event" -> type = value;
                case "data" -> data = value;
                case "retry" -> retry = true;
                default -> throw new IllegalStateException(line);
            }
            return this;
        }
    }
}
