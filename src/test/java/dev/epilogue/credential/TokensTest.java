package dev.epilogue.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.epilogue.access.Principal;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.tenancy.TestTenants;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.testing.TestIssuer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Which tokens count, and what a storm of others costs their issuer. */
class TokensTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestDatabase database;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private TestIssuer issuer;
    private Tokens tokens;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.migrated();
        TestKeys.in(database).tenant("acme", Map.of()).tenant("closed", Map.of());
        database.execute("UPDATE tenant SET disabled_at = now() WHERE id = 'closed'");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void start() {
        issuer = TestIssuer.start();
        tokens = tokens(forTenant("acme"));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private TokenSettings.Issuer forTenant(String tenant) {
        return new TokenSettings.Issuer(
                URI.create(issuer.uri()),
                null,
                TestIssuer.AUDIENCE,
                List.of("ES256"),
                tenant,
                null,
                List.of(),
                "scope",
                false);
    }

    private Tokens tokens(TokenSettings.Issuer settings) {
        return new Tokens(
                new TokenSettings(Map.of("test", settings), new TokenSettings.Cache(Duration.ofSeconds(60))),
                TestTenants.of(DatabaseClient.create(database.connectionFactory())),
                now::get);
    }

    private Optional<Principal> principal(String token) {
        return tokens.principal(token).blockOptional(PATIENCE);
    }

    @Test
    void aGoodTokenStandsForItsTenantWithItsScopes() {
        Principal found =
                principal(issuer.token("closures:read closures:write openid")).orElseThrow();
        assertThat(found.tenant()).isEqualTo(new TenantId("acme"));
        assertThat(found.kind()).isEqualTo(Principal.Kind.APPLICATION);
        assertThat(found.scopes()).containsExactlyInAnyOrder(Scope.CLOSURES_READ, Scope.CLOSURES_WRITE);
        assertThat(found.subject()).isEqualTo("jwt:test/tester");
        assertThat(principal(issuer.token("", claims -> claims.claim("scope", List.of("admin"))))
                        .orElseThrow()
                        .scopes())
                .containsExactly(Scope.ADMIN);
    }

    @Test
    void noOtherTokenStandsForAnybody() {
        Date past = Date.from(Instant.now().minusSeconds(120));
        Date future = Date.from(Instant.now().plusSeconds(120));
        Map<String, String> bad = Map.ofEntries(
                Map.entry("unsigned", issuer.unsigned("admin")),
                Map.entry("by the public key", issuer.signedWithPublicKey("admin")),
                Map.entry(
                        "another's key",
                        TestIssuer.sign(
                                TestIssuer.fresh("first"),
                                issuer.claims("admin").build())),
                Map.entry("wrong audience", issuer.token("admin", claims -> claims.audience("others"))),
                Map.entry("no audience", issuer.token("admin", claims -> claims.audience((String) null))),
                Map.entry("expired", issuer.token("admin", claims -> claims.expirationTime(past))),
                Map.entry("without an end", issuer.token("admin", claims -> claims.expirationTime(null))),
                Map.entry("not yet", issuer.token("admin", claims -> claims.notBeforeTime(future))),
                Map.entry("another issuer", issuer.token("admin", claims -> claims.issuer("https://other.example"))),
                Map.entry("another type", typed("logout+jwt")),
                Map.entry("altered", altered(issuer.token("closures:read"))),
                Map.entry("no token", "a.b.c"),
                Map.entry("nothing", ""));
        bad.forEach((name, token) -> assertThat(principal(token)).as(name).isEmpty());
        assertThat(principal(typed("at+jwt"))).isPresent();
    }

    private String typed(String type) {
        return TestIssuer.sign(
                issuer.key(),
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("first").type(new JOSEObjectType(type)),
                issuer.claims("admin").build());
    }

    private static String altered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1])).replace("closures:read", "admin");
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes()) + "."
                + parts[2];
    }

    @Test
    void fiftyForgedKeyIdsCostOneFetch() {
        assertThat(principal(issuer.token("admin"))).isPresent();
        assertThat(issuer.fetches()).isEqualTo(1);
        List<String> forged = IntStream.range(0, 50)
                .mapToObj(number -> TestIssuer.sign(
                        TestIssuer.fresh("forged-" + number),
                        issuer.claims("admin").build()))
                .toList();
        Flux.fromIterable(forged).flatMap(tokens::principal, 50).blockLast(PATIENCE);
        assertThat(issuer.fetches()).isEqualTo(1);
        now.set(now.get().plusSeconds(30));
        Flux.fromIterable(forged).flatMap(tokens::principal, 50).blockLast(PATIENCE);
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void aTokenSignedByANewKeyCountsAsSoonAsTheIssuerMayBeAskedAgain() {
        assertThat(principal(issuer.token("admin"))).isPresent();
        issuer.changeKey("second");
        assertThat(principal(issuer.token("admin"))).isEmpty();
        now.set(now.get().plusSeconds(30));
        assertThat(principal(issuer.token("admin"))).isPresent();
    }

    @Test
    void anIssuerThatIsAwayLocksNobodyOutForAnHour() {
        assertThat(principal(issuer.token("admin"))).isPresent();
        issuer.goDown();
        now.set(now.get().plusSeconds(2 * 3600 - 1));
        String later = issuer.token(
                "admin", claims -> claims.expirationTime(Date.from(now.get().plusSeconds(60))));
        assertThat(principal(later)).isPresent();
        assertThat(principal(issuer.token(
                        "", claims -> claims.expirationTime(Date.from(now.get().plusSeconds(60))))))
                .isPresent();
        assertThat(issuer.fetches()).as("the failure is remembered").isEqualTo(2);
        now.set(now.get().plusSeconds(30));
        String last = issuer.token(
                "read", claims -> claims.expirationTime(Date.from(now.get().plusSeconds(60))));
        assertThatThrownBy(() -> principal(last))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        unable -> assertThat(unable.problem().code().wireName()).isEqualTo("issuer-unavailable"));
    }

    @Test
    void aTokenIsBelievedNoLongerThanItLives() {
        String token = issuer.token("admin");
        assertThat(principal(token)).isPresent();
        now.set(now.get().plusSeconds(301));
        assertThat(principal(token)).isEmpty();
    }

    @Test
    void aClaimNamesOnlyTenantsThatTheOperatorHasNamed() {
        tokens = tokens(new TokenSettings.Issuer(
                URI.create(issuer.uri()),
                URI.create(issuer.uri() + "/keys"),
                TestIssuer.AUDIENCE,
                List.of("ES256"),
                null,
                "org",
                List.of("acme", "closed", "missing"),
                "scope",
                false));
        assertThat(principal(of("acme"))).isPresent();
        assertThat(principal(of("default"))).isEmpty();
        assertThat(principal(of("closed"))).as("disabled").isEmpty();
        assertThat(principal(of("missing"))).isEmpty();
        assertThat(principal(issuer.token("admin"))).isEmpty();
    }

    private String of(String tenant) {
        return issuer.token("admin", claims -> claims.claim("org", tenant));
    }

    @Test
    void onlyAnIssuerOfOperatorsMakesOperators() {
        assertThat(principal(issuer.token("operator")).orElseThrow().scopes()).isEmpty();
        tokens = tokens(new TokenSettings.Issuer(
                URI.create(issuer.uri()),
                null,
                TestIssuer.AUDIENCE,
                List.of("ES256"),
                null,
                null,
                List.of(),
                "scope",
                true));
        Principal operator = principal(issuer.token("operator:read admin")).orElseThrow();
        assertThat(operator.kind()).isEqualTo(Principal.Kind.OPERATOR);
        assertThat(operator.scopes()).containsExactly(Scope.OPERATOR_READ);
        assertThat(operator.tenant()).isNull();
        assertThat(principal(issuer.token("admin")))
                .as("it speaks for no tenant")
                .isEmpty();
    }

    @Test
    void allMistakesInTheSettingsAreToldAtOnce() {
        TokenSettings.Issuer wrong = new TokenSettings.Issuer(
                URI.create("http://issuer.example"),
                null,
                " ",
                List.of("HS256"),
                "a",
                "org",
                List.of(),
                "scope",
                false);
        assertThatThrownBy(() -> new TokenSettings(Map.of("x", wrong), new TokenSettings.Cache(Duration.ofMinutes(2))))
                .hasMessageContaining("issuers.x.uri must be https")
                .hasMessageContaining("issuers.x.audience is missing")
                .hasMessageContaining("issuers.x.algorithms must be of")
                .hasMessageContaining("issuers.x.needs either tenant or tenant-claim")
                .hasMessageContaining("issuers.x.tenants and tenant-claim go together")
                .hasMessageContaining("cache.tokens");
    }
}
