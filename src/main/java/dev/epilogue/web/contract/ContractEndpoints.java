package dev.epilogue.web.contract;

import dev.epilogue.access.Access;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the contract to programs and to people. */
@Component
final class ContractEndpoints implements Endpoints {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** Nothing inline and nothing from elsewhere; the library's icons are data. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String OURS = "classpath:docs/";
    private static final String LIBRARY = "classpath:META-INF/resources/webjars/swagger-ui/*/";

    private static final byte[] CONTRACT = Contract.yaml();

    private final Map<String, Page> pages = Map.of(
            "index.html", new Page(PAGE, only(OURS + "index.html")),
            "docs.js", new Page(SCRIPT, only(OURS + "docs.js")),
            "problem.css", new Page(STYLE, only(OURS + "problem.css")),
            "swagger-ui.css", new Page(STYLE, only(LIBRARY + "swagger-ui.css")),
            "swagger-ui-bundle.js", new Page(SCRIPT, only(LIBRARY + "swagger-ui-bundle.js")));

    private record Page(MediaType type, Resource file) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/openapi.yaml", Access.PUBLIC, this::contract),
                Route.get("/docs/{file}", Access.PUBLIC, this::docs));
    }

    private Mono<ServerResponse> contract(ServerRequest request) {
        new Query(request).end();
        return ServerResponse.ok()
                .contentType(YAML)
                .header("Cache-Control", "no-cache")
                .bodyValue(CONTRACT);
    }

    /** Whatever the address says beside the file's name is not read. */
    private Mono<ServerResponse> docs(ServerRequest request) {
        Page page = pages.get(request.pathVariable("file"));
        if (page == null) {
            return Mono.error(Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.")
                    .exception());
        }
        return ServerResponse.ok()
                .contentType(page.type())
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .bodyValue(page.file());
    }

    private static Resource only(String pattern) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(pattern);
            if (found.length != 1) {
                throw new IllegalStateException(pattern + ": " + found.length + " files");
            }
            return found[0];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
