package dev.epilogue.web.http;

import dev.epilogue.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Streams of events as those see them who ask for them and those who stand between: one rule for all. */
public final class EventStreams {

    /** Browsers come again after this long. */
    public static final Duration COME_BACK = Duration.ofSeconds(2);

    private EventStreams() {}

    /** Whether the answer, were there one, would be a stream; asked where no route has been found yet, too. */
    public static boolean asked(ServerHttpRequest request) {
        String path = request.getPath().value();
        boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        return reads
                && path.startsWith("/v1/")
                && path.endsWith("/events")
                && wanted(path.startsWith("/v1/closures/"), request.getHeaders());
    }

    /** @param ofClosure whose events are no list here, whatever else could be read */
    private static boolean wanted(boolean ofClosure, HttpHeaders headers) {
        try {
            return Accepts.reads(headers, MediaType.TEXT_EVENT_STREAM)
                    && (ofClosure || !Accepts.names(headers, MediaType.APPLICATION_JSON));
        } catch (ProblemException unreadable) {
            return false;
        }
    }

    /** Nobody on the way keeps it, gathers it or packs it: a proxy that compresses holds an event until the next one comes. */
    public static void passAtOnce(HttpHeaders headers) {
        headers.setCacheControl("no-store, no-transform");
        headers.set("X-Accel-Buffering", "no");
    }

    public static void head(HttpHeaders headers) {
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        passAtOnce(headers);
    }
}
