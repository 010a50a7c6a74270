package dev.epilogue.web;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.journal.Writer;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.StoredClosures;
import dev.epilogue.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** One event to a thousand streams: deliveries a second through the service, and from bare reactor-netty. A main class. */
final class FanOutMeasurement {

    private static final int STREAMS = 1_000;
    private static final int EVENTS = 50;
    private static final int ROUNDS = 5;
    private static final AtomicLong BYTES = new AtomicLong();

    private FanOutMeasurement() {}

    public static void main(String[] arguments) {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (TestDatabase database = TestDatabase.migrated();
                Writer writer = new Writer(database);
                RunningEpilogue epilogue = RunningEpilogue.on(database)
                        .with("epilogue.pipeline.enabled", "false")
                        .start()) {
            ClosureId id = StoredClosures.propose(epilogue, "popular").id();
            Sinks.Many<ByteBuf> sink = Sinks.many().multicast().directBestEffort();
            DisposableServer server = bare(sink);
            for (int round = 0; round <= ROUNDS; round++) {
                double service = service(epilogue, writer, id);
                double netty = netty(server, sink);
                if (round > 0) {
                    ours.add(service);
                    bare.add(netty);
                }
            }
            server.disposeNow();
        }
        System.out.printf("service %s%nbare    %s%n", ours, bare);
        System.out.printf("ratio of medians %.2f%n", median(ours) / median(bare));
        System.exit(0);
    }

    private static double service(RunningEpilogue epilogue, Writer writer, ClosureId id) {
        int before = writer.count("SELECT last_event FROM closure");
        writer.rollback();
        Disposable readers = readers(epilogue.url() + "/v1/closures/" + id + "/events?after=" + before);
        MeterRegistry meters = epilogue.bean(MeterRegistry.class);
        until(() -> meters.get("epilogue.streams.open").gauge().value() == STREAMS);
        double rate = rate(() -> {
            writer.append(id, "a.thing", "{\"text\":\"" + "x".repeat(40) + "\"}");
            writer.commit();
            epilogue.bean(Wakeups.class).changed(id);
        });
        readers.dispose();
        until(() -> meters.get("epilogue.streams.open").gauge().value() == 0);
        return rate;
    }

    private static double netty(DisposableServer server, Sinks.Many<ByteBuf> sink) {
        byte[] event = ("id:17\nevent:a.thing\ndata:" + "x".repeat(360) + "\n\n").getBytes(StandardCharsets.UTF_8);
        Disposable readers = readers("http://127.0.0.1:" + server.port() + "/");
        until(() -> sink.currentSubscriberCount() == STREAMS);
        double rate = rate(() -> sink.tryEmitNext(Unpooled.wrappedBuffer(event)));
        readers.dispose();
        until(() -> sink.currentSubscriberCount() == 0);
        return rate;
    }

    private static DisposableServer bare(Sinks.Many<ByteBuf> sink) {
        return HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> response.sse()
                        .send(sink.asFlux().map(ByteBuf::retainedDuplicate).onBackpressureBuffer(), each -> true))
                .bindNow();
    }

    /** Each event goes out once the one before has arrived everywhere. */
    private static double rate(Runnable event) {
        BYTES.set(0);
        event.run();
        settle();
        long size = BYTES.get();
        BYTES.set(0);
        long began = System.nanoTime();
        for (int i = 1; i <= EVENTS; i++) {
            event.run();
            long expected = size * i;
            until(() -> BYTES.get() >= expected);
        }
        return STREAMS * EVENTS / ((System.nanoTime() - began) / 1e9);
    }

    private static void settle() {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        until(() -> System.nanoTime() > end);
    }

    private static Disposable readers(String url) {
        ConnectionProvider connections = ConnectionProvider.create("readers" + System.nanoTime(), STREAMS);
        HttpClient client = HttpClient.create(connections);
        Disposable.Composite all = Disposables.composite(connections);
        for (int i = 0; i < STREAMS; i++) {
            all.add(client.get()
                    .uri(url)
                    .responseContent()
                    .subscribe(part -> BYTES.addAndGet(part.readableBytes()), failure -> {}));
        }
        return all;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
