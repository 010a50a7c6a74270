package dev.epilogue.web.problem;

import dev.epilogue.problem.Problem;
import dev.epilogue.web.http.EventStreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Whoever asks for a stream that cannot be opened now gets one that says when to come again, and ends. After any other status a
 * browser's {@code EventSource} is closed for good.
 */
final class RefusedStreams {

    private RefusedStreams() {}

    static boolean fits(ServerHttpRequest request, ProblemDocument document) {
        return document.sendsAway() && EventStreams.asked(request);
    }

    static Mono<Void> write(ServerHttpResponse response, Problem problem, long retryAfterSeconds) {
        byte[] bytes = frame(problem, Duration.ofSeconds(retryAfterSeconds));
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatus.OK);
        EventStreams.head(headers);
        headers.setContentLength(bytes.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    /** Those who were sent away together do not come again together. */
    private static byte[] frame(Problem problem, Duration retryAfter) {
        long least = Math.max(retryAfter.toMillis(), EventStreams.COME_BACK.toMillis());
        long millis = least + ThreadLocalRandom.current().nextLong(least);
        String why = problem.code().wireName() + ", " + problem.detail().replaceAll("\\R", " ");
        return (":" + why + "\nretry:" + millis + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
