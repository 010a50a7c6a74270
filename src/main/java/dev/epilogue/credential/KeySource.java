package dev.epilogue.credential;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads issuers' keys over HTTP. The addresses are the operator's; what they answer is taken with care all the same. */
final class KeySource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Mono<JWKSet> read(TokenSettings.Issuer issuer) {
        URI named = issuer.jwks();
        return (named == null ? discovered(Objects.requireNonNull(issuer.uri())) : Mono.just(named))
                .flatMap(this::get)
                .map(KeySource::parse);
    }

    private Mono<URI> discovered(URI issuer) {
        String base = issuer.toString().replaceAll("/$", "");
        return get(URI.create(base + "/.well-known/openid-configuration"))
                .map(document -> URI.create(
                        JsonMapper.shared().readTree(document).path("jwks_uri").asString("")));
    }

    private Mono<String> get(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        return Mono.fromFuture(() -> http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST)))
                .map(KeySource::body);
    }

    private static String body(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new UncheckedIOException(new IOException("status " + answer.statusCode()));
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JWKSet parse(String document) {
        try {
            return JWKSet.parse(document);
        } catch (ParseException broken) {
            throw new UncheckedIOException(new IOException("no key set"));
        }
    }
}
