package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads JSON bodies, never more of one than the limit, whether its length was announced or not. */
@Component
public final class Bodies {

    private static final MediaType ANY_JSON = MediaType.parseMediaType("application/*+json");

    private static final byte[] NO_MEMBERS = "{}".getBytes(StandardCharsets.US_ASCII);

    private final int limit;
    private final Duration deadline;
    private final Admission admission;

    Bodies(WebSettings settings, Admission admission) {
        this.limit = (int) settings.bodyLimit().toBytes();
        this.deadline = settings.deadlines().body();
        this.admission = admission;
    }

    /**
     * A call counts as work from here on, not while its body is awaited.
     *
     * @param reader throws {@link dev.epilogue.problem.ProblemException}
     */
    public <T> Mono<T> read(ServerRequest request, Function<JsonNode, T> reader) {
        return bytes(request)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.MALFORMED_JSON, "A JSON body is required.")
                        .exception()))
                .doOnNext(body -> admission.begin(request))
                .map(StrictJson::object)
                .map(reader);
    }

    /** For calls that need to say nothing: no body is an empty object. */
    public <T> Mono<T> readOptional(ServerRequest request, Function<JsonNode, T> reader) {
        return readIdly(request, reader).doOnNext(body -> admission.begin(request));
    }

    /** The same for a call that changes nothing and does no work, but waits. */
    public <T> Mono<T> readIdly(ServerRequest request, Function<JsonNode, T> reader) {
        return bytes(request).defaultIfEmpty(NO_MEMBERS).map(StrictJson::object).map(reader);
    }

    private Mono<byte[]> bytes(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > limit) {
            return Mono.error(tooLarge());
        }
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), limit)
                .timeout(deadline)
                .map(Bodies::release)
                .onErrorMap(TimeoutException.class, late -> tooLate())
                .filter(bytes -> bytes.length > 0)
                .doOnNext(bytes -> requireJson(request))
                .onErrorMap(DataBufferLimitException.class, large -> tooLarge());
    }

    private RuntimeException tooLate() {
        return Problem.of(
                        ProblemCode.REQUEST_TIMEOUT,
                        "The body did not arrive within " + deadline.toSeconds() + " seconds.")
                .exception();
    }

    private RuntimeException tooLarge() {
        return Problem.of(ProblemCode.TOO_LARGE, "A body may have at most " + limit + " bytes.")
                .exception();
    }

    public static void requireJson(ServerRequest request) {
        if (!Headers.bodyIs(request, MediaType.APPLICATION_JSON, ANY_JSON)) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json, and not packed.")
                    .exception();
        }
    }

    public static byte[] release(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
