package dev.epilogue.web.access;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.access.Entrance.get;
import static dev.epilogue.web.access.Entrance.pair;
import static dev.epilogue.web.access.Entrance.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.SseReader;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A link lets one participant read and sign one closure, at every instance, for as long as it stands. */
class LinksEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static Entrance entrance;

    @BeforeAll
    static void start() {
        entrance = new Entrance("epilogue.web.heartbeat", "PT1S");
    }

    @AfterAll
    static void stop() {
        try (Entrance closing = entrance) {
            closing.requireUntold();
        }
    }

    @Test
    void theTokenStandsInTheFragmentAndIsShownOnce() {
        String closure = entrance.closure();
        Reply made = entrance.link(closure, ALICE);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/url")).startsWith("https://close.example/s/" + closure + "#epl_");
        String token = made.at("/url").substring(made.at("/url").indexOf('#') + 1);
        Reply listed = entrance.here.get("/v1/closures/" + closure + "/links");
        assertThat(listed.at("/links/0/linkId")).isEqualTo(made.at("/linkId"));
        assertThat(listed.at("/links/0/participant")).isEqualTo(ALICE.address().checksummed());
        assertThat(listed.text()).doesNotContain(token, "epl_");
    }

    @Test
    void aLinkThatIsAskedForAgainIsMadeOnce() {
        String closure = entrance.closure();
        String path = "/v1/closures/" + closure + "/links";
        String body = "{'participant':'" + ALICE.address() + "'}";
        Reply first = entrance.here.post(path, body, "Idempotency-Key", "once");
        Reply again = entrance.here.post(path, body, "Idempotency-Key", "once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/linkId")).isEqualTo(first.at("/linkId"));
        assertThat(entrance.here.get(path).json().get("links")).hasSize(1);
        assertThat(entrance.exchange(token(first)).status()).isEqualTo(401);
        assertThat(entrance.exchange(token(again)).status()).isEqualTo(200);

        Reply opened = entrance.here.post(path, body, "Idempotency-Key", "once");
        assertThat(opened.at("/linkId")).isEqualTo(first.at("/linkId"));
        assertThat(opened.json().get("url").isNull()).isTrue();
        assertThat(entrance.here
                        .post(path, body.replace("}", ",'reuse':false}"), "Idempotency-Key", "once")
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
    }

    private static String token(Reply made) {
        return made.at("/url").substring(made.at("/url").indexOf('#') + 1);
    }

    @Test
    void aCookieOrTheTokenItselfReadsTheClosureAndNoOther() {
        String closure = entrance.closure();
        String other = entrance.closure();
        String token = entrance.token(closure, ALICE);
        Reply exchanged = entrance.exchange(token);

        assertThat(exchanged.at("/principal/kind")).isEqualTo("LINK");
        assertThat(exchanged.at("/principal/closureId")).isEqualTo(closure);
        assertThat(exchanged.at("/principal/participant"))
                .isEqualTo(ALICE.address().checksummed());
        assertThat(exchanged.text()).doesNotContain("eps_");
        assertThat(exchanged.header("Set-Cookie"))
                .startsWith("__Host-ep-" + closure.replace("-", "").substring(0, 16) + "=eps_")
                .contains("Path=/", "Secure", "SameSite=Strict", "Max-Age=")
                .containsIgnoringCase("HttpOnly");
        for (String[] credential :
                List.of(new String[] {"Cookie", pair(exchanged)}, new String[] {"Authorization", "Bearer " + token})) {
            assertThat(get(entrance.there, "/v1/closures/" + closure, credential)
                            .at("/id"))
                    .isEqualTo(closure);
            assertThat(get(entrance.there, "/v1/closures/" + other, credential).at("/code"))
                    .isEqualTo("closure-not-found");
            assertThat(get(entrance.there, "/v1/closures", credential).at("/code"))
                    .isEqualTo("scope-missing");
            assertThat(get(entrance.there, "/v1/closures/" + closure + "/links", credential)
                            .at("/code"))
                    .isEqualTo("scope-missing");
        }
        assertThat(get(entrance.there, "/v1/closures/" + closure).at("/code")).isEqualTo("unauthenticated");
    }

    @Test
    void itSignsForItsParticipantAndForNobodyElse() {
        String closure = entrance.closure();
        String bearer = "Bearer " + entrance.token(closure, ALICE);
        String path = "/v1/closures/" + closure + "/signatures";

        Reply bobs = post(
                entrance.there, path, Stage.signing(BOB, 1, entrance.here.sign(closure, BOB)), "Authorization", bearer);
        assertThat(bobs.at("/code")).isEqualTo("scope-missing");

        Reply alices = post(
                entrance.there,
                path,
                Stage.signing(ALICE, 1, entrance.here.sign(closure, ALICE)),
                "Authorization",
                bearer);
        assertThat(alices.status()).isEqualTo(201);

        entrance.here.postSigned(closure, BOB);
        String receipts = "/v1/closures/" + closure + "/receipts";
        assertThat(entrance.here.get(receipts).json().get("receipts")).hasSize(2);
        Reply own = get(entrance.there, receipts, "Authorization", bearer);
        assertThat(own.json().get("receipts")).hasSize(1);
        assertThat(own.at("/receipts/0/jws")).isEqualTo(alices.at("/receipts/0/jws"));
        assertThat(get(entrance.there, receipts + "?participant=" + BOB.address(), "Authorization", bearer)
                        .at("/code"))
                .isEqualTo("scope-missing");
    }

    /** Whatever is called; who comes with no cookie has nothing to say there. */
    @Test
    void ofTwoPeoplesCookiesTheOneThatIsNamedIsMeant() {
        String alices = entrance.closure();
        String bobs = entrance.closure();
        String cookies =
                entrance.cookie(entrance.token(alices, ALICE)) + "; " + entrance.cookie(entrance.token(bobs, BOB));
        String channel =
                entrance.here.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        String allocation = "/v1/channels/" + channel + "/allocation?asset=yusd";

        Reply own = get(entrance.there, allocation + "&closure=" + alices, "Cookie", cookies);

        assertThat(own.at("/participant"))
                .as(own.text())
                .isEqualTo(ALICE.address().checksummed());
        assertThat(get(entrance.there, allocation + "&closure=" + bobs, "Cookie", cookies)
                        .at("/code"))
                .isEqualTo("channel-not-found");
        assertThat(get(entrance.there, allocation, "Cookie", cookies).at("/code"))
                .isEqualTo("unauthenticated");
        assertThat(entrance.here.get(allocation + "&closure=" + alices).at("/code"))
                .isEqualTo("unknown-member");
    }

    /** Whoever tries another's keys learns nothing of what was done under them. */
    @Test
    void aKeyThatAnotherKindOfCallerUsedIsAnothersKey() {
        String closure = entrance.closure();
        Reply applications = entrance.here.post(
                "/v1/closures/" + closure + "/extension", "{'seconds':60}", "Idempotency-Key", "the-same");
        assertThat(applications.status()).isEqualTo(200);

        for (Wallet wallet : List.of(ALICE, BOB)) {
            Reply own = post(
                    entrance.there,
                    "/v1/closures/" + closure + "/signatures",
                    Stage.signing(wallet, 1, entrance.here.sign(closure, wallet)),
                    "Authorization",
                    "Bearer " + entrance.token(closure, wallet),
                    "Idempotency-Key",
                    "the-same");
            assertThat(own.status()).as(own.text()).isEqualTo(201);
            assertThat(own.header("Idempotent-Replayed")).isNull();
        }
    }

    @Test
    void aLineOfAStreamIsSignedForItsOwnClosureOnly() {
        String closure = entrance.closure();
        String other = entrance.closure();
        String bearer = "Bearer " + entrance.token(closure, ALICE);
        StringBuilder lines = new StringBuilder();
        for (String id : List.of(closure, other)) {
            lines.append(Stage.signing(ALICE, 1, entrance.here.sign(id, ALICE))
                            .replace("{'participant'", "{'closureId':'" + id + "','participant'")
                            .replace('\'', '"'))
                    .append('\n');
        }
        Reply answers = Entrance.send(Entrance.request(entrance.there, "/v1/signatures", "Authorization", bearer)
                .header("Content-Type", "application/x-ndjson")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(lines.toString())));

        assertThat(answers.lines()).filteredOn(line -> line.has("line")).allSatisfy(line -> {
            boolean own = line.at("/closureId").asString().equals(closure);
            assertThat(line.at("/problem/code").asString("")).isEqualTo(own ? "" : "closure-not-found");
        });
        assertThat(answers.lines().getLast().get("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void thatAParticipantOpenedItIsOneEventHoweverOftenAndByWhicheverLink() {
        String closure = entrance.closure();
        String first = entrance.token(closure, ALICE);
        String second = entrance.token(closure, ALICE);
        assertThat(entrance.events(closure)).doesNotContain("participant.opened");
        String revision = entrance.here.get("/v1/closures/" + closure).at("/revision");
        assertThat(revision).as("links are no change of the closure").isEqualTo("1");

        IntStream.range(0, 4).parallel().forEach(time -> entrance.exchange(time % 2 == 0 ? first : second));
        entrance.exchange(first);

        assertThat(entrance.events(closure)).containsOnlyOnce("participant.opened");
        entrance.exchange(entrance.token(closure, BOB));
        assertThat(entrance.events(closure))
                .filteredOn("participant.opened"::equals)
                .hasSize(2);
    }

    @Test
    void theLifeOfEachRequestToSignIsToldWhicheverInstanceAnswers() {
        String closure = entrance.closure();
        String token = entrance.token(closure, ALICE);
        entrance.exchange(token);
        entrance.here.post("/v1/closures/" + closure + "/rounds", "{'basedOnRound':1,'reason':'once more'}");

        for (Reply told : List.of(
                entrance.here.get("/v1/closures/" + closure),
                get(entrance.there, "/v1/closures/" + closure, "Authorization", "Bearer " + token))) {
            JsonNode alice = of(told, ALICE);
            assertThat(alice.at("/requests/0/state").asString()).isEqualTo("SUPERSEDED");
            assertThat(alice.at("/requests/0/supersededAt")).isEqualTo(alice.at("/requests/1/askedAt"));
            assertThat(alice.at("/requests/1/state").asString()).isEqualTo("OPENED");
            assertThat(alice.at("/requests/1/openedAt").isNull()).isFalse();
            assertThat(of(told, BOB).at("/requests/1/state").asString()).isEqualTo("ASKED");
        }
    }

    private static JsonNode of(Reply closure, Wallet participant) {
        return closure.json()
                .get("participants")
                .valueStream()
                .filter(each -> each.get("participant")
                        .asString()
                        .equals(participant.address().checksummed()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoReadsWhatItIsToSignHasOpenedItWhicheverInstanceAnswers() {
        String closure = entrance.closure();
        String bearer = "Bearer " + entrance.token(closure, ALICE);
        String payloads = "/v1/closures/" + closure + "/payloads";
        assertThat(entrance.here.get(payloads).status()).isEqualTo(200);
        assertThat(entrance.events(closure))
                .as("an application is no participant")
                .doesNotContain("participant.opened");

        IntStream.range(0, 4).parallel().forEach(time -> {
            Reply read = time % 2 == 0
                    ? entrance.here.get(payloads, "Authorization", bearer)
                    : get(entrance.there, payloads, "Authorization", bearer);
            assertThat(read.status()).isEqualTo(200);
        });
        assertThat(entrance.events(closure)).containsOnlyOnce("participant.opened");
    }

    /** Mail scanners and previews come first, and often. */
    @Test
    void lookingAtItConsumesNothing() {
        String closure = entrance.closure();
        Reply made = entrance.here.post(
                "/v1/closures/" + closure + "/links", "{'participant':'" + ALICE.address() + "','reuse':false}");
        String token = made.at("/url").substring(made.at("/url").indexOf('#') + 1);
        for (int i = 0; i < 50; i++) {
            get(entrance.there, "/s/" + closure);
            Entrance.send(Entrance.request(entrance.there, "/s/" + closure)
                    .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        }
        assertThat(entrance.events(closure)).doesNotContain("participant.opened");

        assertThat(entrance.exchange(token).status()).isEqualTo(200);
        assertThat(entrance.events(closure)).contains("participant.opened");
        Reply again = entrance.exchange(token);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.at("/code")).isEqualTo("link-expired");
    }

    @Test
    void ofAHundredWhoComeWithALinkForOneUseOneGetsIn() {
        String closure = entrance.closure();
        String url = entrance.here
                .post("/v1/closures/" + closure + "/links", "{'participant':'" + ALICE.address() + "','reuse':false}")
                .at("/url");
        String token = url.substring(url.indexOf('#') + 1);

        assertThat(IntStream.range(0, 100)
                        .parallel()
                        .map(time -> entrance.exchange(token).status())
                        .filter(status -> status == 200)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRevokedLinkEndsEverythingThatCameOfIt() {
        String closure = entrance.closure();
        Reply made = entrance.link(closure, ALICE);
        String token = made.at("/url").substring(made.at("/url").indexOf('#') + 1);
        String cookie = entrance.cookie(token);
        String code = handover(cookie, closure).at("/code");
        String path = "/v1/closures/" + closure;
        try (SseReader stream = new SseReader(entrance.there.url() + path + "/events", "Cookie", cookie)) {
            assertThat(stream.status()).isEqualTo(200);

            String link = path + "/links/" + made.at("/linkId");
            assertThat(Entrance.delete(entrance.here.epilogue(), link).status()).isEqualTo(204);

            assertThat(get(entrance.there, path, "Cookie", cookie).at("/code")).isEqualTo("unauthenticated");
            assertThat(get(entrance.there, path, "Authorization", "Bearer " + token)
                            .at("/code"))
                    .isEqualTo("link-expired");
            assertThat(entrance.exchange(token).at("/code")).isEqualTo("link-expired");
            await().atMost(SOON).until(() -> stream.lastComment().startsWith("access ended"));
            assertThat(stream.endsWithin(SOON)).isTrue();
            assertThat(post(entrance.there, "/v1/access/handover/" + code, "{}").at("/code"))
                    .isEqualTo("link-expired");
            assertThat(Entrance.delete(entrance.here.epilogue(), path + "/links/018f0000-0000-7000-8000-000000000000")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aLinkIsRenewedWithoutAnotherToken() {
        String closure = entrance.closure();
        Reply made = entrance.here.post(
                "/v1/closures/" + closure + "/links", "{'participant':'" + ALICE.address() + "','expiresIn':'PT1H'}");
        String token = made.at("/url").substring(made.at("/url").indexOf('#') + 1);
        String link = "/v1/closures/" + closure + "/links/" + made.at("/linkId");
        entrance.database.execute("UPDATE access_link SET expires_at = now() - interval '1 second' WHERE id = '"
                + made.at("/linkId") + "'");
        assertThat(entrance.exchange(token).at("/code")).isEqualTo("link-expired");

        Reply renewed = entrance.here.post(link + "/renewal", "{'expiresIn':'PT2H'}");

        assertThat(Instant.parse(renewed.at("/expiresAt"))).isAfter(Instant.parse(made.at("/expiresAt")));
        assertThat(renewed.text()).doesNotContain("epl_");
        assertThat(entrance.exchange(token).status()).isEqualTo(200);
    }

    /** Should the closure expire at its deadline, an hour from now, it can be reopened for a day. */
    @Test
    void itNeverOutlivesWhatItOpens() {
        String closure = entrance.closure();
        Reply made = entrance.here.post(
                "/v1/closures/" + closure + "/links", "{'participant':'" + ALICE.address() + "','expiresIn':'P20D'}");
        Instant deadline =
                Instant.parse(entrance.here.get("/v1/closures/" + closure).at("/deadline"));
        assertThat(Instant.parse(made.at("/expiresAt"))).isEqualTo(deadline.plus(Duration.ofDays(1)));
        String token = made.at("/url").substring(made.at("/url").indexOf('#') + 1);
        String cookie = entrance.cookie(token);

        entrance.database.execute("UPDATE closure SET reopenable_until = now() WHERE id = '" + closure + "'");

        assertThat(get(entrance.there, "/v1/closures/" + closure, "Cookie", cookie)
                        .status())
                .isEqualTo(401);
        assertThat(entrance.exchange(token).at("/code")).isEqualTo("link-expired");
    }

    @Test
    void nobodyGetsALinkWhoTakesNoPart() {
        String closure = entrance.closure();
        Reply refused = entrance.link(closure, dev.epilogue.sandbox.Wallet.CAROL);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/violations/0/path")).isEqualTo("participant");
    }

    @Test
    void thereIsALimitToAParticipantsLinks() {
        String closure = entrance.closure();
        for (int made = 0; made < 20; made++) {
            assertThat(entrance.link(closure, ALICE).status()).isEqualTo(201);
        }
        assertThat(entrance.link(closure, ALICE).at("/code")).isEqualTo("limit-links");
        assertThat(entrance.link(closure, BOB).status()).isEqualTo(201);
    }

    @Test
    void aCodeHandsTheLinkOverToAnotherBrowserOnce() {
        String closure = entrance.closure();
        String cookie = entrance.cookie(entrance.token(closure, ALICE));
        Reply offered = handover(cookie, closure);
        assertThat(offered.status()).isEqualTo(201);
        assertThat(offered.at("/url")).isEqualTo("https://close.example/s/h/" + offered.at("/code"));

        List<Reply> all = IntStream.range(0, 30)
                .parallel()
                .mapToObj(time -> post(
                        entrance.there,
                        "/v1/access/handover/" + offered.at("/code").toLowerCase(),
                        "{}"))
                .toList();

        assertThat(all)
                .filteredOn(reply -> reply.status() == 200)
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.at("/principal/participant"))
                            .isEqualTo(ALICE.address().checksummed());
                    String bearer = "Bearer " + reply.at("/token");
                    assertThat(get(entrance.there, "/v1/closures/" + closure, "Authorization", bearer)
                                    .status())
                            .isEqualTo(200);
                });
        assertThat(all)
                .filteredOn(reply -> reply.status() != 200)
                .allSatisfy(reply -> assertThat(reply.at("/code")).isEqualTo("link-expired"));
        assertThat(post(entrance.there, "/v1/access/handover/1234-5678", "{}").at("/code"))
                .isEqualTo("link-expired");
    }

    @Test
    void aCodeIsTooOldAfterMinutes() {
        String closure = entrance.closure();
        String cookie = entrance.cookie(entrance.token(closure, ALICE));
        Reply offered = handover(cookie, closure);
        assertThat(Duration.between(Instant.now(), Instant.parse(offered.at("/expiresAt"))))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        entrance.database.execute("UPDATE access_handover SET expires_at = now()");

        assertThat(post(entrance.there, "/v1/access/handover/" + offered.at("/code"), "{}")
                        .at("/code"))
                .isEqualTo("link-expired");
    }

    @Test
    void leavingEndsTheSessionAndTakesTheCookieAway() {
        String closure = entrance.closure();
        String cookie = entrance.cookie(entrance.token(closure, ALICE));
        String path = "/v1/access?closure=" + closure;
        assertThat(get(entrance.there, path, "Cookie", cookie).at("/principal/closureId"))
                .isEqualTo(closure);

        Reply left = Entrance.delete(entrance.there, path, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");

        assertThat(left.status()).isEqualTo(204);
        assertThat(left.header("Set-Cookie"))
                .startsWith(cookie.split("=")[0] + "=;")
                .contains("Max-Age=0");
        assertThat(get(entrance.there, path, "Cookie", cookie).status()).isEqualTo(401);
    }

    private static Reply handover(String cookie, String closure) {
        return post(
                entrance.there,
                "/v1/access/handover?closure=" + closure,
                "{}",
                "Cookie",
                cookie,
                "Origin",
                Entrance.ORIGIN);
    }
}
