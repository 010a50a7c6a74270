package dev.epilogue.web.problem;

import dev.epilogue.access.Access;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Accepts;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** What each code means, to programs and to people: the type of every problem leads here. */
@Component
final class ProblemEndpoints implements Endpoints {

    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String HTML = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%1$s</title>
              <link rel="stylesheet" href="../docs/problem.css">
            </head>
            <body>
              <h1>%1$s</h1>
              <p><code>%2$s</code>, answered with status %3$d</p>
              <dl>
                <dt>Cause</dt><dd>%4$s</dd>
                <dt>Remedy</dt><dd>%5$s</dd>
                <dt>Who has to act</dt><dd>%6$s</dd>
                <dt>The same request again</dt><dd>%7$s</dd>
              </dl>
            </body>
            </html>
            """;

    private final Remedies remedies = Remedies.read();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/problems", Access.PUBLIC, this::all),
                Route.get(ProblemDocument.TYPES + "{problem}", Access.PUBLIC, this::one));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        new Query(request).end();
        Accepts.require(request, MediaType.APPLICATION_JSON);
        return Answers.ok(Fields.of(
                "problems",
                Arrays.stream(ProblemCode.values()).map(this::fields).toList()));
    }

    /** A page for whoever names HTML, as browsers do. */
    private Mono<ServerResponse> one(ServerRequest request) {
        new Query(request).end();
        ProblemCode code = code(request.pathVariable("problem"));
        if (!Accepts.names(request, MediaType.TEXT_HTML)) {
            return Answers.ok(fields(code));
        }
        return ServerResponse.ok()
                .contentType(PAGE)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .bodyValue(page(code));
    }

    private static ProblemCode code(String name) {
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "There is no problem of this name.")
                        .exception());
    }

    private Fields fields(ProblemCode code) {
        Remedies.Remedy remedy = remedies.of(code);
        return Fields.of("code", code.wireName())
                .put("title", ProblemDocument.title(code))
                .put("status", ProblemDocument.statusOf(code).value())
                .put("retryable", code.retryable())
                .put("actor", code.actor())
                .put("cause", remedy.cause())
                .put("remedy", remedy.remedy());
    }

    private String page(ProblemCode code) {
        Remedies.Remedy remedy = remedies.of(code);
        return HTML.formatted(
                ProblemDocument.title(code),
                code.wireName(),
                ProblemDocument.statusOf(code).value(),
                HtmlUtils.htmlEscape(remedy.cause()),
                HtmlUtils.htmlEscape(remedy.remedy()),
                switch (code.actor()) {
                    case CALLER -> "Whoever made the call";
                    case PARTICIPANT -> "The participant, with the wallet";
                    case OPERATOR -> "Whoever runs the service";
                    case NODE -> "The node; time may do";
                },
                code.retryable() ? "may succeed later as it is" : "fails again until something is changed");
    }
}
