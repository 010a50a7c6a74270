package dev.epilogue.web.http;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
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
        return reads && path.startsWith("/v1/") && path.endsWith("/events") && !namesJson(request.getHeaders());
    }

    private static boolean namesJson(HttpHeaders headers) {
        try {
            return headers.getAccept().stream()
                    .anyMatch(form -> form.isConcrete() && form.isCompatibleWith(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException unreadable) {
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
