package dev.epilogue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.credential.KeyText;
import dev.epilogue.credential.TestKeys;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.testing.TestIssuer;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/**
 * Every route with every kind of wrong credential, over real HTTP. The routes and their rules are those of the running service: a new
 * one is in here from the first day.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NegativeMatrixTest {

    private static final String NOBODY = "401 unauthenticated";
    private static final String MAY_NOT = "403 scope-missing";

    private final TestIssuer issuer = TestIssuer.start();
    private Stage stage;
    private List<Route> routes;
    private SessionId session;
    private String closure;
    private String version;

    @BeforeAll
    void start() {
        List<String> settings = new ArrayList<>(List.of("epilogue.access.mode", "required"));
        // more wrong ones than an address is granted
        settings.addAll(List.of("epilogue.limits.addresses.failed-credentials.per-second", "0"));
        issuer.settings("staff", Map.of("tenant", "default", "operators", "true"))
                .forEach((name, value) -> settings.addAll(List.of(name, value.toString())));
        TestDatabase database = TestDatabase.migrated();
        stage = new Stage(database, settings.toArray(String[]::new));
        stage.keys().tenant("others", Map.of("sandbox", Set.of("another-game"))).tenant("gone", Map.of());
        routes = stage.epilogue().beans(Endpoints.class).stream()
                .flatMap(concern -> concern.routes().stream())
                .toList();
        session = stage.session();
        String owner = stage.keys().everything("default");
        Reply proposed =
                stage.post("/v1/closures", "{'sessionId':'" + session + "'}", "Authorization", "Bearer " + owner);
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        closure = proposed.at("/id");
        version = stage.get("/s/" + closure).text().replaceFirst("(?s).*?/assets/([0-9a-f]+)/.*", "$1");
    }

    @AfterAll
    void stop() {
        stage.close();
        issuer.close();
    }

    /** Whoever these stand for, it is nobody: the same answer for all of them, and no handler runs. */
    private Stream<Arguments> nobody() {
        TestKeys keys = stage.keys();
        String good = keys.everything("default");
        String gone = keys.everything("gone");
        stage.database().execute("UPDATE tenant SET disabled_at = now() WHERE id = 'gone'");
        Date past = Date.from(Instant.now().minusSeconds(120));
        String left = signIn(Wallet.CAROL);
        assertThat(stage.send("DELETE", "/v1/access", BodyPublishers.noBody(), "Authorization", bearer(left))
                        .status())
                .isEqualTo(204);
        return Stream.of(
                Arguments.of("no credential", ""),
                Arguments.of("a session that has ended", bearer(left)),
                Arguments.of("a link that nobody made", bearer(strangersLink())),
                Arguments.of("another scheme", "Basic YWxpY2U6c2VjcmV0"),
                Arguments.of("no token", "Bearer"),
                Arguments.of("nonsense", "Bearer nonsense"),
                Arguments.of("a token of 5000 characters", "Bearer " + "x".repeat(5000)),
                Arguments.of("a key with a slip", "Bearer " + good.substring(0, 60) + "zzzzzz"),
                Arguments.of("a key that nobody gave out", "Bearer " + strangers()),
                Arguments.of("an expired key", "Bearer " + keys.expired("default")),
                Arguments.of("a revoked key", "Bearer " + keys.revoked("default")),
                Arguments.of("a key of a disabled tenant", "Bearer " + gone),
                Arguments.of("a token for others", bearer(issuer.token("admin", claims -> claims.audience("others")))),
                Arguments.of("an expired token", bearer(issuer.token("admin", claims -> claims.expirationTime(past)))),
                Arguments.of("an unsigned token", bearer(issuer.unsigned("admin operator"))),
                Arguments.of("a token by the public key", bearer(issuer.signedWithPublicKey("admin operator"))),
                Arguments.of(
                        "a token by a stranger's key",
                        bearer(TestIssuer.sign(
                                TestIssuer.fresh("stranger"),
                                issuer.claims("admin operator").build()))),
                Arguments.of(
                        "a token of another issuer",
                        bearer(issuer.token("admin", claims -> claims.issuer("https://issuer.example")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nobody")
    void whoeverItMayBeIsNobody(String kind, String authorization) {
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes) {
            Reply reply = call(route, authorization);
            if (route.access().guarded()) {
                all.assertThat(answer(reply)).as("%s: %s", kind, name(route)).isEqualTo(NOBODY);
                all.assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            } else if (route.method() == HttpMethod.GET) {
                all.assertThat(reply.status()).as("%s: %s", kind, name(route)).isEqualTo(200);
            }
        }
        all.assertAll();
    }

    @Test
    void aTenantsKeyOpensNoMoreThanItsScopes() {
        SoftAssertions all = new SoftAssertions();
        for (Scope scope : Scope.OF_TENANTS) {
            String credential = "Bearer " + stage.keys().key("default", scope);
            for (Route route : routes) {
                if (route.access() instanceof Access.Ruled rule) {
                    String answer = answer(call(route, credential));
                    if (rule.application() == scope) {
                        all.assertThat(answer).as("%s: %s", scope, name(route)).isNotIn(NOBODY, MAY_NOT);
                    } else {
                        all.assertThat(answer).as("%s: %s", scope, name(route)).isEqualTo(MAY_NOT);
                    }
                }
            }
        }
        all.assertAll();
    }

    @Test
    void whatIsAnothersIsAnsweredLikeWhatDoesNotExist() {
        String others = "Bearer " + stage.keys().everything("others");
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes) {
            if (route.pattern().contains("/{id}")
                    && route.access() instanceof Access.Ruled rule
                    && rule.application() != null) {
                Reply foreign = call(route, others);
                Reply unknown =
                        send(route, path(route).replace(closure, "018f0000-0000-7000-8000-000000000001"), others);
                all.assertThat(foreign.status())
                        .as(name(route))
                        .isEqualTo(unknown.status())
                        .isNotIn(200, 201, 202);
                all.assertThat(foreign.text().replace(closure, "ID"))
                        .as(name(route))
                        .isEqualTo(unknown.text().replace("018f0000-0000-7000-8000-000000000001", "ID"));
                all.assertThat(foreign.raw().headers().map().keySet())
                        .as(name(route))
                        .isEqualTo(unknown.raw().headers().map().keySet());
            }
        }
        all.assertAll();
    }

    @Test
    void aSessionOfAnotherApplicationIsNotShown() {
        String others = "Bearer " + stage.keys().everything("others");
        for (String path : List.of("", "/final-state", "/closure", "/channels")) {
            assertThat(answer(stage.get("/v1/sessions/" + session + path, "Authorization", others)))
                    .as(path)
                    .isEqualTo("403 session-not-yours");
        }
        for (String path : List.of("/v1/closures", "/v1/closures/preview")) {
            assertThat(answer(stage.post(path, "{'sessionId':'" + session + "'}", "Authorization", others)))
                    .as(path)
                    .isEqualTo("403 session-not-yours");
        }
        assertThat(stage.get("/v1/sessions/" + session + "/closures", "Authorization", others)
                        .json()
                        .get("closures"))
                .isEmpty();
        assertThat(answer(stage.get(
                        "/v1/channels/0x" + "11".repeat(32) + "/allocation?asset=yusd&participant="
                                + Wallet.ALICE.address(),
                        "Authorization",
                        others)))
                .isEqualTo("403 session-not-yours");
    }

    @Test
    void whoOnlyLooksDoesNotActAndNoOperatorIsATenant() {
        String looking = bearer(issuer.token("operator:read"));
        String acting = bearer(issuer.token("operator"));
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes) {
            if (route.access() instanceof Access.Ruled rule) {
                String expected = switch (rule.operators()) {
                    case NONE -> MAY_NOT;
                    case READ, ACT -> null;
                };
                boolean act = rule.operators() == Access.Operators.ACT;
                check(all, route, looking, act ? MAY_NOT : expected);
                check(all, route, acting, expected);
            }
        }
        all.assertAll();
        assertThat(stage.get("/v1/closures/" + closure, "Authorization", looking)
                        .at("/id"))
                .isEqualTo(closure);
        assertThat(stage.get("/v1/nodes", "Authorization", looking).at("/nodes/0/address"))
                .startsWith("0x");
        assertThat(stage.get(
                                "/v1/nodes",
                                "Authorization",
                                "Bearer " + stage.keys().everything("default"))
                        .json()
                        .at("/nodes/0/address")
                        .isNull())
                .isTrue();
        String explanation = "/v1/closures/" + closure + "/explanation";
        assertThat(stage.get(explanation, "Authorization", looking).at("/node/address"))
                .startsWith("0x");
        String tenants = "Bearer " + stage.keys().everything("default");
        JsonNode node = stage.get(explanation, "Authorization", tenants).json().get("node");
        for (String member : List.of("address", "requestsPerSecond", "connections", "problem")) {
            assertThat(node.get(member).isNull()).as(member).isTrue();
        }
        assertThat(node.get("name").asString()).isEqualTo("sandbox");
    }

    @Test
    void aLinkOpensItsOwnClosureForItsOwnParticipant() {
        String owner = "Bearer " + stage.keys().everything("default");
        String another = stage.post("/v1/closures", "{'sessionId':'" + stage.session() + "'}", "Authorization", owner)
                .at("/id");
        String elsewhere = bearer(link(another, owner));
        String third = stage.post("/v1/closures", "{'sessionId':'" + stage.session() + "'}", "Authorization", owner)
                .at("/id");
        String revoked = bearer(link(third, owner));
        stage.database().execute("UPDATE access_link SET revoked_at = now() WHERE closure_id = '" + third + "'");
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes) {
            if (route.access() instanceof Access.Ruled rule) {
                all.assertThat(call(route, revoked).status()).as(name(route)).isEqualTo(401);
                checkOwn(all, route, elsewhere, rule.link(), false);
            }
        }
        all.assertAll();
        String mine = bearer(link(third, owner));
        Reply own = stage.get("/v1/closures/" + third, "Authorization", mine);
        assertThat(own.at("/id")).as(own.text()).isEqualTo(third);
        assertThat(answer(stage.get(
                        "/v1/closures/" + third + "/payloads?participant=" + Wallet.BOB.address(),
                        "Authorization",
                        mine)))
                .isEqualTo(MAY_NOT);
    }

    @Test
    void aWalletThatTakesNoPartSeesNothing() {
        String carol = bearer(signIn(Wallet.CAROL));
        SoftAssertions all = new SoftAssertions();
        for (Route route : routes) {
            if (route.access() instanceof Access.Ruled rule) {
                checkOwn(all, route, carol, rule.wallet(), true);
            }
        }
        all.assertAll();
        assertThat(stage.get("/v1/access", "Authorization", carol).status()).isEqualTo(200);
    }

    private String signIn(Wallet wallet) {
        String message = stage.post("/v1/siwe/nonce", "{'address':'" + wallet.address() + "','chainId':1}")
                .at("/message");
        String signed =
                "{'message':'%s','signature':'%s'}".formatted(message.replace("\n", "\\n"), wallet.signText(message));
        return stage.post("/v1/siwe/session", signed).at("/token");
    }

    /** For the closure that there is. */
    private String strangersLink() {
        return LinkToken.next(ClosureId.parse(closure).orElseThrow()).text();
    }

    private String link(String id, String owner) {
        String url = stage.post(
                        "/v1/closures/" + id + "/links",
                        "{'participant':'" + Wallet.ALICE.address() + "'}",
                        "Authorization",
                        owner)
                .at("/url");
        assertThat(url).contains("#epl_");
        return url.substring(url.indexOf('#') + 1);
    }

    /**
     * @param may whether the route is for this kind of credential at all; the one at hand is another's
     * @param anothers whether the participant that is asked for is not the credential's own
     */
    private void checkOwn(SoftAssertions all, Route route, String credential, boolean may, boolean anothers) {
        Subject subject = Subject.of(route.pattern());
        if (may && subject == Subject.OWN && route.method() == HttpMethod.DELETE) {
            return; // would end the credential that the other cells are tried with
        }
        String answer = answer(call(route, credential));
        if (!may) {
            all.assertThat(answer).as(name(route)).isEqualTo(MAY_NOT);
        } else if (subject == Subject.OWN || (subject == Subject.CHANNEL && !anothers)) {
            all.assertThat(answer).as(name(route)).isNotIn(NOBODY, MAY_NOT);
        } else {
            all.assertThat(answer).as(name(route)).startsWith("404 ");
        }
    }

    @Test
    void whatAnOperatorDoesStandsInTheEventsWithItsAuthor() {
        String acting = bearer(issuer.token("operator", claims -> claims.subject("olga")));
        String owner = "Bearer " + stage.keys().everything("default");
        SessionId another = stage.session();
        String id = stage.post("/v1/closures", "{'sessionId':'" + another + "'}", "Authorization", owner)
                .at("/id");
        for (String act : List.of("reconciliation", "parking", "resumption")) {
            assertThat(stage.post(
                                    "/v1/closures/" + id + "/" + act,
                                    "{'reason':'because of " + act + "'}",
                                    "Authorization",
                                    acting)
                            .status())
                    .as(act)
                    .isEqualTo(200);
        }
        String timeline = stage.get("/v1/closures/" + id + "/timeline", "Authorization", owner)
                .text();
        for (String act : List.of("reconciliation", "parking", "resumption")) {
            assertThat(timeline).contains("\"action\": \"" + act + "\"").contains("because of " + act);
        }
        assertThat(timeline).contains("\"actor\": \"jwt:staff/olga\"");
    }

    @Test
    void aTokenInAnAddressIsNeverRead() {
        String good = stage.keys().everything("default");
        for (String parameter : List.of("access_token", "token")) {
            assertThat(answer(stage.get("/v1/closures?" + parameter + "=" + good)))
                    .isEqualTo("400 unknown-member");
        }
        assertThat(answer(stage.get("/v1/closures?key=" + good))).isEqualTo(NOBODY);
    }

    private void check(SoftAssertions all, Route route, String credential, String expected) {
        String answer = answer(call(route, credential));
        if (expected == null) {
            all.assertThat(answer).as(name(route)).isNotIn(NOBODY, MAY_NOT);
        } else {
            all.assertThat(answer).as(name(route)).isEqualTo(expected);
        }
    }

    private Reply call(Route route, String authorization) {
        return send(route, path(route), authorization);
    }

    private Reply send(Route route, String path, String authorization) {
        List<String> headers =
                new ArrayList<>(List.of("Content-Type", "application/json", "Accept", "application/json"));
        if (!authorization.isEmpty()) {
            headers.addAll(List.of("Authorization", authorization));
        }
        return stage.send(route.method().name(), path, BodyPublishers.ofString("{}"), headers.toArray(String[]::new));
    }

    private String path(Route route) {
        return route.pattern()
                .replace("{id}", closure)
                .replace("{sessionId}", session.toString())
                .replace("{channelId}", "0x" + "11".repeat(32))
                .replace("{address}", Wallet.ALICE.address().checksummed())
                .replace("{keyId}", "000000000000")
                .replace("{version}/pages/{file}", version + "/pages/sign.js")
                .replace("{version}/js/lib/{file}", version + "/js/lib/keccak.js")
                .replace("{file}", "index.html")
                .replace("{problem}", "closure-active")
                .replaceAll("\\{[^}]+}", "unknown");
    }

    private static String strangers() {
        return KeyText.random(new SecureRandom()).text();
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String answer(Reply reply) {
        boolean problem = "application/problem+json".equals(reply.header("Content-Type"));
        return reply.status() + (problem ? " " + reply.at("/code") : "");
    }

    private static String name(Route route) {
        return route.method() + " " + route.pattern();
    }
}
