package dev.epilogue.web.pages;

import dev.epilogue.access.Access;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the pages. They are the same for everybody and at every address: what an address or its fragment says is read by the page,
 * in its reader's browser.
 */
@Component
final class PageEndpoints implements Endpoints {

    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final PageFiles files = PageFiles.read();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/s/{closure}", Access.PUBLIC, page("sign.html")),
                Route.get("/s/h/{code}", Access.PUBLIC, page("sign.html")),
                Route.get("/s/check", Access.PUBLIC, oneFile("check", "Epilogue: check what you sign")),
                Route.get("/verify", Access.PUBLIC, oneFile("verify", "Epilogue: verify a certificate")),
                Route.get("/inbox", Access.PUBLIC, page("inbox.html")),
                Route.get("/assets/{version}/pages/{file}", Access.PUBLIC, request -> file(request, "pages/")),
                Route.get("/assets/{version}/js/lib/{file}", Access.PUBLIC, request -> file(request, "js/lib/")));
    }

    private HandlerFunction<ServerResponse> oneFile(String name, String title) {
        SinglePage page = SinglePage.of(files, name, title);
        return request -> ServerResponse.ok()
                .contentType(PAGE)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", page.policy())
                .bodyValue(page.bytes());
    }

    private HandlerFunction<ServerResponse> page(String name) {
        byte[] bytes = files.page(name);
        return request -> ServerResponse.ok()
                .contentType(PAGE)
                .header("Cache-Control", "no-cache")
                .bodyValue(bytes);
    }

    /** Files of another release are not these: a page that asks for them says that it has to be loaded anew. */
    private Mono<ServerResponse> file(ServerRequest request, String folder) {
        String name = folder + request.pathVariable("file");
        if (!request.pathVariable("version").equals(files.version()) || !files.has(name)) {
            return Mono.error(Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.")
                    .exception());
        }
        return ServerResponse.ok()
                .contentType(name.endsWith(".css") ? STYLE : SCRIPT)
                .header("Cache-Control", FOREVER)
                .bodyValue(files.bytes(name));
    }
}
