package dev.epilogue.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.epilogue.credential.TestKeys;
import dev.epilogue.sandbox.Api;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.Closing;
import dev.epilogue.testing.EnabledIfLanguage;
import dev.epilogue.testing.EnabledIfLanguage.Language;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.ForeignReceiver;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.Stage;
import dev.epilogue.webhook.Receiver.Answer;
import dev.epilogue.webhook.Receiver.Received;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What endpoints are told, however they answer. */
@Tag("citus")
class WebhooksEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Stage stage;
    private Receiver receiver;

    @BeforeAll
    static void open() {
        stage = Stage.open(
                Stage.unlimited(),
                Map.of(
                        "epilogue.webhooks.internal", "127.0.0.0/8",
                        "epilogue.webhooks.answer", "PT1S",
                        "epilogue.webhooks.first-pause", "PT0.1S",
                        "epilogue.webhooks.longest-pause", "PT0.4S",
                        "epilogue.work.poll", "200ms",
                        "epilogue.work.first-pause", "100ms"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void listen() {
        receiver = Receiver.start();
    }

    @AfterEach
    void forget() {
        stage.api()
                .get("/v1/webhooks")
                .ok()
                .path("webhooks")
                .forEach(each -> delete(each.path("id").asString()));
        receiver.close();
    }

    @Test
    void everythingThatHappensIsToldInOrderAndSigned() {
        JsonNode webhook = make(receiver);
        Closing closing = closed();
        List<String> story = closing.story();
        receiver.await(all -> all.size() >= story.size());

        assertThat(receiver.types()).isEqualTo(story);
        assertThat(receiver.ids())
                .isEqualTo(IntStream.rangeClosed(1, story.size())
                        .mapToObj(number -> closing.id() + "/" + number)
                        .toList());
        receiver.all().forEach(each -> verify(webhook.path("secret").asString(), each));
        assertThat(receiver.all().getLast().json())
                .isEqualTo(stage.api()
                        .send(stage.api()
                                .request("/v1/events?limit=1&after="
                                        + receiver.all()
                                                .get(story.size() - 2)
                                                .json()
                                                .path("position")
                                                .asString())
                                .header("Accept", "application/json")
                                .GET()
                                .build())
                        .ok()
                        .path("events")
                        .get(0));
        JsonNode deliveries = stage.api().get(path(webhook, "/deliveries")).ok().path("deliveries");
        assertThat(deliveries)
                .hasSize(story.size())
                .allSatisfy(
                        each -> assertThat(each.path("delivered").asBoolean()).isTrue());
        assertThat(deliveries.get(0).path("answer").asString()).isEqualTo("answer 200");
    }

    @Test
    void whatFailsIsToldAgainUnderItsIdAndNothingOvertakesIt() {
        List<Answer> answers = new ArrayList<>(List.of(
                Answer.status(500),
                Answer.closeEarly(),
                Answer.redirect(receiver.url() + "/elsewhere"),
                Answer.hang(),
                Answer.status(204)));
        receiver.answers(each -> answers.size() > 1 ? answers.removeFirst() : Answer.status(200));
        JsonNode webhook = make(receiver);
        Closing closing = stage.propose(stage.session());
        receiver.await(all -> all.size() >= 6);

        String first = closing.id() + "/1";
        assertThat(receiver.ids().subList(0, 6))
                .isEqualTo(List.of(first, first, first, first, first, closing.id() + "/2"));
        assertThat(receiver.all()).noneMatch(each -> each.path().contains("elsewhere"));
        JsonNode failed = stage.api()
                .get(path(webhook, "/deliveries?delivered=false"))
                .ok()
                .path("deliveries");
        assertThat(texts(failed, "error")).containsExactly("timeout", "redirect", "connection", "status");
        assertThat(texts(failed, "attempt")).containsExactly("4", "3", "2", "1");
        assertThat(shown(webhook).path("failures").asInt()).isZero();
        closing.cancel();
    }

    @Test
    void anOutageOfADayLosesNothing() {
        Receiver other = Receiver.start();
        JsonNode webhook = make(receiver);
        make(other, "types", List.of("webhook.disabled", "webhook.recovered"));
        receiver.answers(503);
        Closing closing = closed();
        List<String> story = closing.story();
        awaitStatus(webhook, each -> each.path("failures").asInt() > 0);

        aDayPasses(webhook);
        awaitStatus(webhook, each -> each.path("status").asString().equals("DISABLED"));
        other.await(all -> all.size() == 1);
        assertThat(other.all().getFirst().json().at("/data/webhookId").asString())
                .isEqualTo(webhook.path("id").asString());
        assertThat(other.types()).containsExactly("webhook.disabled");

        receiver.forget();
        receiver.answers(200);
        assertThat(receiver.all()).as("looked at every hour").isEmpty();
        due(webhook);
        receiver.await(all -> all.size() > story.size());
        assertThat(receiver.types()).startsWith(story.toArray(String[]::new)).contains("webhook.recovered");
        assertThat(receiver.ids())
                .as("nothing is lost, nothing comes twice, and the probe was the first of them")
                .doesNotHaveDuplicates()
                .startsWith(IntStream.rangeClosed(1, story.size())
                        .mapToObj(number -> closing.id() + "/" + number)
                        .toArray(String[]::new));
        other.await(all -> all.size() == 2);
        assertThat(other.types()).containsExactly("webhook.disabled", "webhook.recovered");
        assertThat(shown(webhook).path("status").asString()).isEqualTo("ENABLED");
        other.close();
    }

    @Test
    void whoIsGoneIsNotCalledUntilSomebodySaysSo() {
        JsonNode webhook = make(receiver);
        receiver.answers(410);
        Closing closing = stage.propose(stage.session());
        awaitStatus(webhook, each -> each.path("status").asString().equals("GONE"));
        assertThat(shown(webhook).path("nextAttemptAt").isNull()).isTrue();
        assertThat(receiver.all()).hasSize(1);

        receiver.answers(200);
        patch(webhook, Map.of("enabled", true));
        receiver.await(all -> all.size() >= 3);
        assertThat(receiver.ids().subList(0, 3))
                .isEqualTo(List.of(closing.id() + "/1", closing.id() + "/1", closing.id() + "/2"));
        closing.cancel();
    }

    @Test
    void pausedItMissesNothing() {
        JsonNode webhook = make(receiver);
        patch(webhook, Map.of("enabled", false));
        Closing closing = closed();
        List<String> story = closing.story();
        assertThat(shown(webhook).path("status").asString()).isEqualTo("PAUSED");
        assertThat(receiver.all()).isEmpty();

        patch(webhook, Map.of("enabled", true, "description", "again"));
        receiver.await(all -> all.size() == story.size());
        assertThat(receiver.types()).isEqualTo(story);
    }

    @Test
    void onlyWhatIsWantedIsToldAndThePlaceMovesOverTheRest() {
        JsonNode webhook = make(receiver, "types", List.of("consensus.reached", "closure.ended"));
        Closing closing = closed();
        closing.story();
        receiver.await(all -> toldOf(closing).size() == 2);
        assertThat(toldOf(closing)).containsExactly("consensus.reached", "closure.ended");

        Closing unwanted = stage.propose(stage.session());
        String before = shown(webhook).path("position").asString();
        awaitStatus(webhook, each -> !each.path("position").asString().equals(before));
        assertThat(toldOf(unwanted)).isEmpty();
        assertThat(toldOf(closing)).hasSize(2);
        unwanted.cancel();
    }

    @Test
    void itIsPlayedAgainFromAPlaceAndFromATime() {
        JsonNode webhook = make(receiver);
        Closing closing = closed();
        List<String> story = closing.story();
        receiver.await(all -> all.size() == story.size());
        List<String> ids = receiver.ids();
        String third = receiver.all().get(2).json().path("position").asString();
        String at = receiver.all().getFirst().json().path("at").asString();

        receiver.forget();
        stage.api().post(path(webhook, "/replay"), Map.of("from", third)).ok();
        receiver.await(all -> all.size() == story.size() - 2);
        assertThat(receiver.ids()).isEqualTo(ids.subList(2, ids.size()));

        receiver.forget();
        stage.api().post(path(webhook, "/replay"), Map.of("from", at)).ok();
        receiver.await(all -> all.size() == story.size());
        assertThat(receiver.ids()).isEqualTo(ids);

        receiver.forget();
        stage.api()
                .post(
                        path(webhook, "/replay"),
                        Map.of("from", Instant.now().plusSeconds(60).toString()))
                .ok();
        Closing later = stage.propose(stage.session());
        receiver.await(all -> all.size() >= 2);
        assertThat(receiver.ids()).startsWith(later.id() + "/1", later.id() + "/2");
        later.cancel();
    }

    @Test
    void twoSecretsSignWhileOneIsChanged() {
        JsonNode webhook = make(receiver);
        String old = webhook.path("secret").asString();
        JsonNode rotated = stage.api().post(path(webhook, "/secret"), Map.of()).ok();
        String fresh = rotated.path("secret").asString();
        assertThat(fresh).isNotEqualTo(old);
        assertThat(rotated.path("olderSecretUntil").isNull()).isFalse();

        assertThat(test(webhook).path("delivered").asBoolean()).isTrue();
        Received both = receiver.all().getLast();
        verify(old, both);
        verify(fresh, both);
        stage.database()
                .execute("UPDATE webhook SET older_until = now() WHERE id = '"
                        + webhook.path("id").asString() + "'");
        test(webhook);
        Received one = receiver.all().getLast();
        verify(fresh, one);
        assertThatThrownBy(() -> new Webhook(old).verify(one.body(), lower(one)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(stage.database().dump()).noneMatch(line -> line.contains("whsec_"));
    }

    @Test
    void aTestTellsWhatCameOfIt() {
        JsonNode webhook = make(receiver);
        receiver.answers(500);
        JsonNode reply = test(webhook);
        assertThat(reply.path("delivered").asBoolean()).isFalse();
        assertThat(reply.path("status").asInt()).isEqualTo(500);
        assertThat(reply.path("answer").asString()).isEqualTo("answer 500");
        assertThat(receiver.types()).containsExactly("webhook.test");
        assertThat(shown(webhook).path("failures").asInt()).isZero();
    }

    /** The answer has come, and the worker is gone before it stores it: whoever takes the endpoint over tells the same again. */
    @Test
    void whatWasNotStoredAsToldIsToldAgain() {
        List<String> taken = new ArrayList<>();
        JsonNode webhook = make(receiver);
        receiver.answers(each -> {
            if (taken.isEmpty()) {
                taken.add(each.id());
                stage.database()
                        .execute(
                                "UPDATE webhook SET lease_epoch = lease_epoch + 1, lease_until = NULL, due_at = now() WHERE id = '"
                                        + webhook.path("id").asString() + "'");
            }
            return Answer.status(200);
        });
        Closing closing = stage.propose(stage.session());
        receiver.await(all -> all.size() >= 3);
        assertThat(receiver.ids().subList(0, 3))
                .isEqualTo(List.of(closing.id() + "/1", closing.id() + "/1", closing.id() + "/2"));
        closing.cancel();
    }

    @Test
    void endpointsThatNeverAnswerDelayNoOther() {
        receiver.answers(each -> each.path().contains("silent") ? Answer.hang() : Answer.status(200));
        for (int i = 0; i < 8; i++) {
            make(receiver.url() + "/silent" + i, Map.of());
        }
        for (int i = 0; i < 12; i++) {
            make(receiver.url() + "/well" + i, Map.of());
        }
        Closing closing = stage.propose(stage.session());
        long proposed = System.nanoTime();
        receiver.await(all -> all.stream()
                        .filter(each ->
                                each.path().contains("well") && each.id().equals(closing.id() + "/2"))
                        .count()
                == 12);
        long last = receiver.all().stream()
                .filter(each -> each.path().contains("well") && each.id().startsWith(closing.id()))
                .mapToLong(Received::at)
                .max()
                .orElseThrow();
        assertThat(Duration.ofNanos(last - proposed)).isLessThan(Duration.ofSeconds(5));
        closing.cancel();
    }

    @Test
    void aTenantIsToldItsOwnAndNothingElse() {
        Receiver others = Receiver.start();
        String key = "Bearer "
                + TestKeys.in(stage.database())
                        .tenant("hooked", Map.of("*", Set.of("*")))
                        .everything("hooked");
        JsonNode foreign = stage.api()
                .postText("/v1/webhooks", JSON.writeValueAsString(Map.of("url", others.url())), "Authorization", key)
                .expect(201);
        JsonNode own = make(receiver);
        Closing closing = stage.propose(stage.session());
        receiver.await(all -> all.size() >= 2);
        assertThat(others.all()).isEmpty();
        stage.api().get(path(foreign, "")).expect(404, "webhook-not-found");
        Api.Answer seen = stage.api()
                .send(stage.api()
                        .request(path(own, ""))
                        .header("Authorization", key)
                        .GET()
                        .build());
        seen.expect(404, "webhook-not-found");
        for (String call : List.of("/test", "/replay", "/secret")) {
            String body = call.equals("/replay") ? "{\"from\":\"2026-01-01T00:00:00Z\"}" : "{}";
            stage.api().postText(path(own, call), body, "Authorization", key).expect(404, "webhook-not-found");
        }
        closing.cancel();
        others.close();
    }

    @Test
    void oneThatNobodyMayCallIsRefused() {
        for (String url : List.of(
                "https://10.0.0.1/hook",
                "https://[::ffff:10.0.0.1]/",
                "http://192.0.2.1/",
                "https://user@play.example/")) {
            stage.api().post("/v1/webhooks", Map.of("url", url)).expect(422, "webhook-target-refused");
        }
        stage.api().post("/v1/webhooks", Map.of("url", "ftp://play.example/")).expect(400, "invalid-parameter");
    }

    @Test
    @EnabledIfNode
    void nodeBelievesWhatWeSendAndNothingElse() {
        believes(ForeignReceiver.inNode());
    }

    @Test
    @EnabledIfLanguage(Language.PYTHON)
    void pythonBelievesWhatWeSendAndNothingElse() {
        believes(ForeignReceiver.inPython());
    }

    private static void believes(ForeignReceiver receiver) {
        try (receiver) {
            JsonNode webhook = stage.api()
                    .post("/v1/webhooks", Map.of("url", receiver.url()))
                    .expect(201);
            receiver.tell(webhook.path("secret").asString());
            Closing closing = stage.propose(stage.session()).signedBy(Wallet.ALICE, Wallet.BOB);
            List<String> story = closing.story();
            JsonNode came = receiver.came();
            List<String> types = new ArrayList<>();
            came.path("types").forEach(type -> types.add(type.asString()));
            assertThat(types).isEqualTo(story);
            assertThat(came.path("forged").properties())
                    .hasSize(4)
                    .allSatisfy(each -> assertThat(each.getValue().asBoolean())
                            .as(each.getKey())
                            .isTrue());
        }
    }

    /** Half an hour passes, and then most of another, while two services look. */
    @Test
    void whoeverIsMissingIsRemindedOnceForEachPartOfTheTime() {
        make(receiver, "types", List.of("closure.reminder"));
        Closing closing = stage.propose(stage.session()).signedBy(Wallet.ALICE);
        try (RunningEpilogue second = stage.replica()) {
            pass(closing, "31 minutes");
            receiver.await(all -> all.size() == 1);
            pass(closing, "24 minutes");
            receiver.await(all -> all.size() == 2);
            pass(closing, "1 minute");
            closing.signedBy(Wallet.BOB).ends();
        }
        assertThat(receiver.all().stream()
                        .map(each -> each.json().at("/data/part").asInt())
                        .toList())
                .containsExactly(50, 90);
        assertThat(receiver.all().getFirst().json().at("/data/pending"))
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.asString())
                        .isEqualTo(Wallet.BOB.address().checksummed()));
        assertThat(closing.timeline().stream().filter("closure.reminder"::equals))
                .hasSize(2);
    }

    /** In UTC, since over several servers no statement may reckon with rows in the zone of whoever asks. */
    private static void pass(Closing closing, String time) {
        String earlier = "(%1$s AT TIME ZONE 'UTC' - interval '" + time + "') AT TIME ZONE 'UTC'";
        stage.database()
                .execute("UPDATE round SET opened_at = " + earlier.formatted("opened_at") + " WHERE closure_id = '"
                        + closing.id() + "'");
        stage.database()
                .execute("UPDATE closure SET revision = revision + 1, deadline = " + earlier.formatted("deadline")
                        + ", due_at = now() WHERE id = '" + closing.id() + "'");
    }

    /** What was cancelled at the end of another test may end in the midst of this one. */
    private List<String> toldOf(Closing closing) {
        return receiver.all().stream()
                .filter(each -> each.id().startsWith(closing.id() + "/"))
                .map(Received::type)
                .toList();
    }

    private static Closing closed() {
        Closing closing = stage.propose(stage.session()).signedBy(Wallet.ALICE, Wallet.BOB);
        closing.ends();
        return closing;
    }

    private static void verify(String secret, Received received) {
        try {
            new Webhook(secret).verify(received.body(), lower(received));
        } catch (WebhookVerificationException | com.standardwebhooks.exceptions.EmptyWebhookSecretException forged) {
            throw new AssertionError(received.toString(), forged);
        }
    }

    private static Map<String, List<String>> lower(Received received) {
        Map<String, List<String>> headers = new HashMap<>();
        received.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values));
        return headers;
    }

    private static JsonNode make(Receiver at, Object... more) {
        Map<String, Object> members = new HashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            members.put(more[i].toString(), more[i + 1]);
        }
        return make(at.url(), members);
    }

    private static JsonNode make(String url, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("url", url);
        return stage.api().post("/v1/webhooks", body).expect(201);
    }

    private static String path(JsonNode webhook, String rest) {
        return "/v1/webhooks/" + webhook.path("id").asString() + rest;
    }

    private static JsonNode shown(JsonNode webhook) {
        return stage.api().get(path(webhook, "")).ok();
    }

    private static JsonNode test(JsonNode webhook) {
        return stage.api().post(path(webhook, "/test"), Map.of()).ok();
    }

    private static void patch(JsonNode webhook, Map<String, Object> change) {
        stage.api()
                .send(stage.api()
                        .request(path(webhook, ""))
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(change)))
                        .build())
                .ok();
    }

    private static void delete(String id) {
        stage.api()
                .send(stage.api().request("/v1/webhooks/" + id).DELETE().build())
                .expect(204);
    }

    private static void awaitStatus(JsonNode webhook, java.util.function.Predicate<JsonNode> wanted) {
        Awaitility.await().atMost(SOON).until(() -> shown(webhook), wanted::test);
    }

    private static void aDayPasses(JsonNode webhook) {
        stage.database()
                .execute("UPDATE webhook SET failing_since = failing_since - interval '25 hours' WHERE id = '"
                        + webhook.path("id").asString() + "'");
    }

    private static void due(JsonNode webhook) {
        stage.database()
                .execute("UPDATE webhook SET due_at = now() WHERE id = '"
                        + webhook.path("id").asString() + "'");
    }

    private static List<String> texts(JsonNode list, String member) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.path(member).asString()));
        return texts;
    }
}
