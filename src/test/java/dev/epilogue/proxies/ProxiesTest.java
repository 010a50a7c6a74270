package dev.epilogue.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Writer;
import dev.epilogue.testing.Chromium;
import dev.epilogue.testing.DocumentedProxy;
import dev.epilogue.testing.EnabledIfBrowser;
import dev.epilogue.testing.EnabledIfProxies;
import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.OwnCertificate;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.StoredClosures;
import dev.epilogue.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two instances behind real proxies, set up as documented. No heartbeat helps an event along: whoever holds it back until the next
 * bytes come fails.
 */
@EnabledIfProxies
@Tag("database")
@Timeout(600)
class ProxiesTest {

    private final List<Integer> ports = List.of(FreePort.find(), FreePort.find());
    private final List<Integer> health = List.of(FreePort.find(), FreePort.find());
    private final List<DocumentedProxy> proxies = new ArrayList<>();

    @TempDir
    private Path folder;

    private OwnCertificate certificate;
    private TestDatabase database;
    private Writer writer;
    private ClosureId closure;
    private RunningEpilogue one;
    private RunningEpilogue two;

    @BeforeEach
    void start() {
        certificate = OwnCertificate.in(folder);
        database = TestDatabase.migrated();
        writer = new Writer(database);
        one = instance(0);
        closure = StoredClosures.propose(one, "through proxies").id();
    }

    @AfterEach
    void stop() {
        proxies.forEach(DocumentedProxy::close);
        for (RunningEpilogue instance : new RunningEpilogue[] {one, two}) {
            if (instance != null) {
                instance.close();
            }
        }
        writer.close();
        database.close();
    }

    private RunningEpilogue instance(int which) {
        return RunningEpilogue.on(database)
                .with("server.port", ports.get(which))
                .with("management.server.port", health.get(which))
                .with("epilogue.web.heartbeat", "PT1H")
                .with("epilogue.journal.poll", "PT0.2S")
                .with("epilogue.pipeline.enabled", "false")
                .start();
    }

    private DocumentedProxy nginx(UnaryOperator<String> change) throws IOException {
        Path own = Files.createDirectory(folder.resolve("proxy" + proxies.size()));
        proxies.add(DocumentedProxy.nginx(own, certificate, ports, change));
        return proxies.getLast();
    }

    private DocumentedProxy haproxy(UnaryOperator<String> change) throws IOException {
        Path own = Files.createDirectory(folder.resolve("proxy" + proxies.size()));
        proxies.add(DocumentedProxy.haproxy(own, certificate, ports, text -> checked(change.apply(text))));
        return proxies.getLast();
    }

    /** Each instance's health has a port of its own. */
    private String checked(String text) {
        String checked = text;
        for (int which = 0; which < health.size(); which++) {
            String server = "epilogue-%d:8080 check port ".formatted(which);
            checked = replaced(checked, server + 8081, server + health.get(which));
        }
        return checked;
    }

    private void happens() {
        writer.append(closure, "a.usual");
        writer.commit();
    }

    @Test
    @EnabledIfBrowser
    void aBrowserSeesEachEventOnceWhateverIsRestartedOnTheWay() throws IOException {
        two = instance(1);
        try (Chromium chromium = Chromium.start();
                BrowsersStream nginx2 = new BrowsersStream(chromium, nginx(same -> same), "h2");
                BrowsersStream nginx1 =
                        new BrowsersStream(chromium, nginx(text -> replaced(text, "ssl http2", "ssl")), "http/1.1");
                BrowsersStream haproxy2 = new BrowsersStream(chromium, haproxy(same -> same), "h2");
                BrowsersStream haproxy1 = new BrowsersStream(
                        chromium, haproxy(text -> replaced(text, "alpn h2,http/1.1", "alpn http/1.1")), "http/1.1")) {
            List<BrowsersStream> readers = List.of(nginx1, nginx2, haproxy1, haproxy2);
            happens();
            readers.forEach(reader -> reader.awaitEvents(1));

            one.close();
            happens();
            readers.forEach(reader -> reader.awaitEvents(2));

            one = instance(0);
            two.close();
            happens();
            readers.forEach(reader -> reader.awaitEvents(3));

            proxies.forEach(DocumentedProxy::stop);
            happens();
            proxies.forEach(DocumentedProxy::start);
            readers.forEach(reader -> reader.awaitEvents(4));

            one.close();
            happens();
            readers.forEach(BrowsersStream::awaitNobody);
            two = instance(1);
            readers.forEach(reader -> reader.awaitEvents(5));
            happens();
            readers.forEach(reader -> reader.awaitEvents(6));
        }
    }

    /** Without {@code no-transform} HAProxy holds the last bytes of each event back until the next one comes. */
    @Test
    void aProxyThatCompressesHoldsNothingBack() throws Exception {
        List<DocumentedProxy> compressing = List.of(
                haproxy(text -> replaced(
                        text,
                        "backend streams\n",
                        "backend streams\n    compression algo gzip\n    compression type text/event-stream\n")),
                nginx(text -> replaced(
                        text,
                        "server {\n",
                        "server {\n    gzip on;\n    gzip_proxied any;\n    gzip_types text/event-stream;\n")));
        for (DocumentedProxy proxy : compressing) {
            HttpResponse<InputStream> stream =
                    send(proxy, "/v1/events?types=a.usual", "Accept", "text/event-stream", "Accept-Encoding", "gzip");
            try (InputStream bytes = unpacked(stream)) {
                for (String type : List.of("stream.opened", "a.usual", "a.usual")) {
                    assertThat(event(bytes)).as(proxy.toString()).contains("event:" + type + "\n");
                    happens();
                }
            }
        }
    }

    /** It takes {@code If-None-Match} away from what it asks. */
    @Test
    void aPollerDoesNotSpinBehindAProxyThatCaches() throws Exception {
        Closure polled = StoredClosures.propose(one, "polled");
        DocumentedProxy caching = nginx(text -> "proxy_cache_path %s/cache keys_zone=answers:1m;\n".formatted(folder)
                + replaced(text, "proxy_http_version 1.1;", "proxy_http_version 1.1; proxy_cache answers;"));
        String path = "/v1/closures/" + polled.id() + "?wait=PT2S&seen=" + polled.revision();
        long began = System.nanoTime();

        HttpResponse<InputStream> answer = send(caching, path, "If-None-Match", "\"" + polled.revision() + "\"");

        assertThat(answer.statusCode()).isIn(200, 304);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    /** The service's own wait is the longest silence; nobody on the way may be shorter. */
    @Test
    void callsAndErrorsPassToo() throws Exception {
        for (DocumentedProxy proxy : List.of(nginx(same -> same), haproxy(same -> same))) {
            assertThat(send(proxy, "/v1/closures").statusCode()).isEqualTo(200);
            assertThat(send(proxy, "/v1/nothing").statusCode()).isEqualTo(404);
            HttpResponse<InputStream> unknown = send(
                    proxy, "/v1/closures/01a20d42-302e-73a0-bc5e-0964591680e1/events", "Accept", "text/event-stream");
            assertThat(unknown.statusCode()).isEqualTo(404);
        }
        one.close();
        for (DocumentedProxy proxy : proxies) {
            assertThat(send(proxy, "/v1/closures").statusCode())
                    .as("what is no stream is told the truth")
                    .isEqualTo(503);
            assertThat(send(proxy, "/v1/events", "Accept", "application/json").statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void theRouteOfAGatewayLeadsToTheChartsService() throws IOException {
        Map<String, Object> route = new Yaml().load(DocumentedProxy.block("yaml"));
        Map<String, Object> values = new Yaml().load(Files.readString(Path.of("helm", "epilogue", "values.yaml")));

        assertThat(route).containsEntry("kind", "HTTPRoute");
        JsonNode rule = JsonMapper.shared().valueToTree(route).at("/spec/rules/0");
        assertThat(rule.at("/timeouts/request").asString()).isEqualTo("0s");
        assertThat(rule.at("/timeouts/backendRequest").asString()).isEqualTo("0s");
        assertThat(rule.at("/backendRefs/0/port").asInt())
                .isEqualTo(JsonMapper.shared()
                        .valueToTree(values)
                        .at("/service/port")
                        .asInt());
    }

    private HttpResponse<InputStream> send(DocumentedProxy proxy, String path, String... headers)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificate.trusted()).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** nginx packs whatever its reader takes, but passes it on at once. */
    private static InputStream unpacked(HttpResponse<InputStream> answer) throws IOException {
        boolean packed = answer.headers().firstValue("Content-Encoding").isPresent();
        return packed ? new GZIPInputStream(answer.body()) : answer.body();
    }

    /** Byte by byte: a reader of characters asks packed bytes whether there are more, and they always say so. */
    private static String event(InputStream bytes) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        while (!event.toString(StandardCharsets.UTF_8).endsWith("\n\n")) {
            int next = bytes.read();
            assertThat(next).as("the stream ended").isNotNegative();
            event.write(next);
        }
        return event.toString(StandardCharsets.UTF_8);
    }

    private static String replaced(String text, String old, String fresh) {
        assertThat(text).contains(old);
        return text.replace(old, fresh);
    }
}
