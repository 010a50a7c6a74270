package dev.epilogue.benchmark;

import dev.epilogue.closure.Closure;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.StoredClosures;
import dev.epilogue.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Events to 1,000 streams of one closure, through the service and through bare reactor-netty that sends the same bytes, in turns.
 * From the first arrival at any reader to the last at all. See {@code docs/performance.md}.
 */
@Tag("load")
class FanOutBenchmark {

    private static final int READERS = Integer.getInteger("epilogue.benchmark.streams", 1_000);
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 20);
    private static final int EVENTS = 2;

    @Test
    void anEventToAThousandStreams() {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        Sinks.Many<byte[]> source = Sinks.many().multicast().directBestEffort();
        DisposableServer server = bare(source);
        try (TestDatabase database = TestDatabase.migrated();
                RunningEpilogue service = RunningEpilogue.on(database)
                        .with("epilogue.web.heartbeat", "PT10M")
                        .start()) {
            byte[] event =
                    ("id:3\nevent:closure.ended\ndata:" + "x".repeat(420) + "\n\n").getBytes(StandardCharsets.UTF_8);
            try (Crowd theirs = new Crowd(server.port(), "/", READERS)) {
                for (int round = 0; round < ROUNDS; round++) {
                    Closure closure = StoredClosures.propose(service, "fan-out-" + round);
                    try (Crowd crowd = new Crowd(service.port(), "/v1/closures/" + closure.id() + "/events", READERS)) {
                        crowd.secondsFor((long) READERS * EVENTS);
                        crowd.reset();
                        StoredClosures.cancel(service, closure);
                        ours.add(READERS * EVENTS / crowd.secondsFor((long) READERS * EVENTS));
                    }
                    theirs.reset();
                    for (int sent = 0; sent < EVENTS; sent++) {
                        source.tryEmitNext(event);
                    }
                    bare.add(READERS * EVENTS / theirs.secondsFor((long) READERS * EVENTS));
                }
            }
        } finally {
            server.disposeNow();
        }
        Figures.print("deliveries/s, service", ours);
        Figures.print("deliveries/s, bare reactor-netty", bare);
        Figures.ratio("service / bare", ours, bare);
    }

    private static DisposableServer bare(Sinks.Many<byte[]> source) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sse()
                        .sendByteArray(source.asFlux()
                                .onBackpressureBuffer(1_024)
                                .startWith(":open\n\n".getBytes(StandardCharsets.UTF_8))
                                .concatWith(Mono.never())))
                .bindNow();
    }
}
