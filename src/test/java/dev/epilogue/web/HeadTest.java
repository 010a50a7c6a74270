package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Proxies, monitors and link previews ask for the head of whatever can be got. */
class HeadTest {

    private static final List<String> COMPARED =
            List.of("Content-Type", "Cache-Control", "ETag", "Location", "Retry-After", "Content-Security-Policy");

    private static Stage stage;
    private static Map<String, String> variables;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        stage = new Stage("epilogue.pipeline.enabled", "false");
        var session = stage.session();
        variables = Map.of(
                "id",
                stage.propose(session),
                "sessionId",
                session.toString(),
                "address",
                ALICE.address().toString(),
                "channelId",
                "0x" + "11".repeat(32),
                "file",
                "index.html",
                "problem",
                "closure-active");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void everythingThatCanBeGotHasAHeadAndNoBodyComesWithIt() throws IOException, InterruptedException {
        List<Route> routes = stage.epilogue().beans(Endpoints.class).stream()
                .flatMap(concern -> concern.routes().stream())
                .filter(route -> route.method() == HttpMethod.GET)
                .toList();
        assertThat(routes).hasSizeGreaterThan(20);
        for (Route route : routes) {
            String path = path(route.pattern());
            HttpResponse<InputStream> got = send("GET", path);
            got.body().close();
            HttpResponse<InputStream> head = send("HEAD", path);
            assertThat(head.statusCode()).as(path).isEqualTo(got.statusCode()).isNotEqualTo(405);
            for (String name : COMPARED) {
                assertThat(head.headers().allValues(name))
                        .as(path + " " + name)
                        .isEqualTo(got.headers().allValues(name));
            }
            assertThat(head.body().readAllBytes()).as(path).isEmpty();
        }
    }

    private HttpResponse<InputStream> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stage.epilogue().url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private static String path(String pattern) {
        String path = pattern;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return path.replaceAll("\\{[^}]*}", "nothing");
    }
}
