package dev.epilogue.benchmark;

import dev.epilogue.credential.TestKeys;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.TestIssuer;
import dev.epilogue.web.Stage;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * What a credential costs: the same small call ({@code GET /v1/access}, which asks no database) without one, with a key, a link, a
 * token that was seen before, and tokens that were not, in turns, from 16 clients. Processor time is this process's, with client and
 * service in it: what a kind costs is its difference to the first.
 */
@Tag("load")
class AccessBenchmark {

    private static final int CLIENTS = 16;
    private static final int REQUESTS = Integer.getInteger("epilogue.benchmark.requests", 2000);
    private static final int ROUNDS = Integer.getInteger("epilogue.benchmark.rounds", 7);

    @Test
    void kindsOfCredentials() {
        try (TestIssuer issuer = TestIssuer.start();
                Stage stage = new Stage(settings(issuer))) {
            String key = TestKeys.in(stage.database()).everything("default");
            String token = issuer.token("closures:read");
            String link = link(stage);
            Map<String, IntFunction<String>> kinds = new LinkedHashMap<>();
            kinds.put("none", number -> "");
            kinds.put("key", number -> key);
            kinds.put("link", number -> link);
            kinds.put("token, seen before", number -> token);
            Map<String, List<Double>> micros = new LinkedHashMap<>();
            HttpClient client = HttpClient.create(ConnectionProvider.create("benchmark", CLIENTS))
                    .baseUrl(stage.epilogue().url());
            for (int round = 0; round <= ROUNDS; round++) {
                List<String> fresh = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    String id = round + "-" + i;
                    fresh.add(issuer.token("closures:read", claims -> claims.jwtID(id)));
                }
                kinds.put("token, new", fresh::get);
                for (Map.Entry<String, IntFunction<String>> kind : kinds.entrySet()) {
                    double spent = spent(client, kind.getValue());
                    if (round > 0) {
                        micros.computeIfAbsent(kind.getKey(), name -> new ArrayList<>())
                                .add(spent);
                    }
                }
            }
            micros.forEach((name, samples) -> Figures.print("µs of processor for a call, " + name, samples));
            micros.forEach((name, samples) -> Figures.ratio(name + " / none", samples, micros.get("none")));
        }
    }

    private static double spent(HttpClient client, IntFunction<String> credential) {
        double began = Cpu.seconds(ProcessHandle.current());
        Flux.range(0, REQUESTS)
                .flatMap(
                        number -> client.headers(headers -> {
                                    String text = credential.apply(number);
                                    if (!text.isEmpty()) {
                                        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + text);
                                    }
                                })
                                .get()
                                .uri("/v1/access")
                                .responseSingle((response, body) -> {
                                    if (response.status().code() != 200) {
                                        throw new IllegalStateException(
                                                response.status().toString());
                                    }
                                    return body.asByteArray();
                                }),
                        CLIENTS)
                .blockLast(Duration.ofMinutes(5));
        return (Cpu.seconds(ProcessHandle.current()) - began) * 1e6 / REQUESTS;
    }

    private static String link(Stage stage) {
        String closure = stage.propose(stage.session());
        String url = stage.post(
                        "/v1/closures/" + closure + "/links", "{'participant':'" + Wallet.ALICE.address() + "'}")
                .at("/url");
        return url.substring(url.indexOf('#') + 1);
    }

    private static String[] settings(TestIssuer issuer) {
        List<String> all = new ArrayList<>();
        issuer.settings("company", Map.of("tenant", "default"))
                .forEach((name, value) -> all.addAll(List.of(name, value.toString())));
        return all.toArray(String[]::new);
    }
}
