package dev.epilogue.web.signing;

import dev.epilogue.access.Access;
import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.desk.SigningAnswer;
import dev.epilogue.desk.SigningDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.gate.Counting;
import dev.epilogue.web.gate.Owners;
import dev.epilogue.web.http.Bodies;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.EventStreams;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Headers;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import dev.epilogue.web.http.StrictJson;
import dev.epilogue.web.http.WebSettings;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.problem.Failures;
import dev.epilogue.web.problem.ProblemDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A wallet that signs many closures: lines in, a line out for each as it is decided. */
@Component
final class SigningStream implements Endpoints {

    private static final Duration DECISION = Duration.ofSeconds(20);

    /** Longer than all lines of a part of a body can take, while no further part is read. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final SigningDesk desk;
    private final Owners owners;
    private final Counting counting;
    private final WebSettings.SigningStream limits;
    private final int longestLine;
    private final Duration deadline;

    SigningStream(SigningDesk desk, Owners owners, Counting counting, WebSettings settings) {
        this.desk = desk;
        this.owners = owners;
        this.counting = counting;
        this.limits = settings.signing();
        this.longestLine = (int) settings.bodyLimit().toBytes();
        this.deadline = settings.deadlines().lines();
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(
                "/v1/signatures", Access.application(Scope.CLOSURES_WRITE).withParticipants(), this::sign));
    }

    private Mono<ServerResponse> sign(ServerRequest request) {
        new Query(request).end();
        requireLines(request);
        if (request.headers().contentLength().orElse(0) > limits.size().toBytes()) {
            return Mono.error(tooLarge().exception());
        }
        Flux<DataBuffer> answers = answers(request).map(Wire::line).map(DefaultDataBufferFactory.sharedInstance::wrap);
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .headers(EventStreams::passAtOnce)
                .body((response, context) -> response.writeAndFlushWith(answers.map(Mono::just)));
    }

    /** Reading never waits for answers to be read: all that a request can cause fit into the buffer. */
    private Flux<Fields> answers(ServerRequest request) {
        Count count = new Count();
        Principal principal = Callers.principal(request);
        return lines(request)
                .flatMapDelayError(line -> decide(principal, line).doOnNext(count::add), limits.concurrency(), 1)
                .map(Decided::answer)
                .concatWith(Mono.fromSupplier(count::end))
                .onErrorResume(
                        CutOff.class,
                        cut -> Mono.just(refused(LineMark.unreadable(cut.line), cut.problem.exception())
                                .answer()))
                .onBackpressureBuffer(limits.lines() + 2);
    }

    private Flux<Lines.Line> lines(ServerRequest request) {
        Lines lines = new Lines(longestLine);
        AtomicInteger size = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        return request.body(BodyExtractors.toDataBuffers())
                .timeout(SILENCE)
                .map(Bodies::release)
                .onErrorMap(TimeoutException.class, silent -> new CutOff(given.get() + 1, silent()))
                .takeUntilOther(Mono.delay(deadline)
                        .flatMap(over -> Mono.error(() -> new CutOff(given.get() + 1, late()))))
                .doOnNext(bytes -> size.addAndGet(bytes.length))
                .concatMapIterable(lines::take)
                .concatWith(Flux.defer(() -> Flux.fromIterable(lines.rest())))
                .filter(line -> !line.blank())
                .handle((line, sink) -> {
                    boolean tooMany = given.incrementAndGet() > limits.lines()
                            || size.get() > limits.size().toBytes();
                    if (tooMany) {
                        sink.error(new CutOff(line.number(), tooLarge()));
                    } else {
                        sink.next(line);
                    }
                });
    }

    /** Never fails: what is wrong with a line is its answer. */
    private Mono<Decided> decide(Principal principal, Lines.Line line) {
        return Mono.defer(() -> {
                    if (line.overlong()) {
                        throw tooLarge().exception();
                    }
                    JsonNode body = StrictJson.object(line.bytes());
                    LineMark mark = LineMark.of(line.number(), body);
                    return sign(principal, body)
                            .map(answer -> new Decided(accepted(mark, answer), true))
                            .onErrorResume(failure -> Mono.just(refused(mark, failure)));
                })
                .onErrorResume(failure -> Mono.just(refused(LineMark.unreadable(line.number()), failure)));
    }

    private Mono<SigningAnswer> sign(Principal principal, JsonNode body) {
        return Mono.defer(() -> {
                    SigningInput.Line asked = SigningInput.line(body);
                    SigningInput input = asked.input();
                    Callers.actsFor(principal, input.participant());
                    ClosureId id = Callers.closure(asked.closureId());
                    return counting.count(principal, Limit.SIGNATURES)
                            .then(Mono.defer(() -> owners.tenant(principal, id)))
                            .flatMap(tenant -> counting.checked(principal, desk.sign(tenant, id, input.request())));
                })
                .timeout(DECISION);
    }

    private static Fields accepted(LineMark mark, SigningAnswer answer) {
        return mark.fields()
                .put("repeated", answer.repeated())
                .put("receipts", ReceiptsView.receipts(answer.closure().id(), answer.receipts()))
                .put("problem", null);
    }

    private static Decided refused(LineMark mark, Throwable failure) {
        return new Decided(
                mark.fields()
                        .put("repeated", false)
                        .put("receipts", List.of())
                        .put(
                                "problem",
                                ProblemDocument.of(Failures.problemOf(failure), null)
                                        .fields()),
                false);
    }

    private static Problem silent() {
        return Problem.of(
                ProblemCode.REQUEST_TIMEOUT,
                "No further line came within " + SILENCE.toMinutes() + " minutes, and the body has not ended.");
    }

    private Problem late() {
        return Problem.of(
                ProblemCode.REQUEST_TIMEOUT, "The body did not end within " + deadline.toSeconds() + " seconds.");
    }

    private Problem tooLarge() {
        return Problem.of(
                ProblemCode.TOO_LARGE,
                "A request may have at most %d lines and %d bytes, a line at most %d bytes."
                        .formatted(limits.lines(), limits.size().toBytes(), longestLine));
    }

    private static void requireLines(ServerRequest request) {
        if (!Headers.bodyIs(request, MediaType.APPLICATION_NDJSON)) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be application/x-ndjson, and not packed.")
                    .exception();
        }
    }

    private record Decided(Fields answer, boolean accepted) {}

    /** Counted where lines are decided, which several threads do. */
    private static final class Count {
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();

        void add(Decided decided) {
            (decided.accepted() ? accepted : refused).incrementAndGet();
        }

        Fields end() {
            int yes = accepted.get();
            int no = refused.get();
            return Fields.of("end", true)
                    .put("lines", yes + no)
                    .put("accepted", yes)
                    .put("refused", no);
        }
    }

    /** From this line on the request is not read; there is no end line after it. */
    private static final class CutOff extends RuntimeException {
        private final int line;
        private final transient Problem problem;

        CutOff(int line, Problem problem) {
            super(problem.detail(), null, false, false);
            this.line = line;
            this.problem = problem;
        }
    }
}
