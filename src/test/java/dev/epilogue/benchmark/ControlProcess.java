package dev.epilogue.benchmark;

import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.Programs;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/** A server that reads what it is sent and answers, in a process of its own: what attackers cost the machine, whomever they attack. */
final class ControlProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final int port = FreePort.find();
    private final Process process;

    ControlProcess() {
        try {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ControlProcess.class.getName(),
                            String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "control.log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Awaitility.await("the control").atMost(START).until(() -> FreePort.isTaken(port));
    }

    public static void main(String[] arguments) {
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .handle((request, response) -> isStream(request)
                        ? response.header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                                .sendString(Mono.just(":here\n\n").concatWith(Mono.never()))
                        : request.receive()
                                .then()
                                .then(response.status(422)
                                        .sendString(Mono.just("{}"))
                                        .then()))
                .bindNow()
                .onDispose()
                .block();
    }

    private static boolean isStream(HttpServerRequest request) {
        return "text/event-stream".equals(request.requestHeaders().get(HttpHeaderNames.ACCEPT));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        Programs.end(process, Duration.ofSeconds(10));
    }
}
