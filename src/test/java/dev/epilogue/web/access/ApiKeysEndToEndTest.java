package dev.epilogue.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.epilogue.access.Scope;
import dev.epilogue.testing.Canaries;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant's keys over their lives, on three instances. */
class ApiKeysEndToEndTest {

    /** Far less than a found key is believed: what is seen within it was told. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Stage stage;
    private static RunningEpilogue other;
    private static RunningEpilogue third;
    private static String admin;
    private static Canaries canaries;

    @BeforeAll
    static void start() {
        stage = new Stage("epilogue.access.mode", "required", "epilogue.web.heartbeat", "1s");
        stage.keys().tenant("acme", Map.of("*", Set.of("*")));
        admin = "Bearer " + stage.keys().key("acme", Scope.ADMIN);
        other = stage.replica();
        third = stage.replica();
        // each start begins the log anew
        canaries = new Canaries();
        canaries.seen(admin);
    }

    @AfterAll
    static void stop() {
        try {
            canaries.requireUntold(
                    stage.database(), stage.get("/actuator/prometheus").text());
        } finally {
            canaries.close();
            other.close();
            third.close();
            stage.close();
        }
    }

    private static Reply made(String body) {
        return watched(stage.post("/v1/api-keys", body, "Authorization", admin));
    }

    private static Reply watched(Reply reply) {
        if (reply.status() >= 400) {
            canaries.problem(reply.text());
        } else {
            canaries.seen(reply.text());
        }
        return reply;
    }

    private static Reply delete(String id) {
        return stage.send("DELETE", "/v1/api-keys/" + id, BodyPublishers.noBody(), "Authorization", admin);
    }

    @Test
    void aKeyIsShownOnceAndOpensWhatItsScopesSay() {
        Reply made = made("{'name':'tables','scopes':['closures:read']}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String key = made.at("/key");
        assertThat(made.header("Location")).isEqualTo("/v1/api-keys/" + made.at("/id"));
        assertThat(stage.get("/v1/closures", "Authorization", "Bearer " + key).status())
                .isEqualTo(200);
        assertThat(stage.get("/v1/closures", "Authorization", "bearer " + key).status())
                .isEqualTo(200);
        Reply list = stage.get("/v1/api-keys", "Authorization", admin);
        assertThat(list.text()).contains("tables").doesNotContain(key).doesNotContain(key.substring(17, 60));
        assertThat(stage.get("/v1/api-keys", "Authorization", "Bearer " + key).at("/code"))
                .isEqualTo("scope-missing");
    }

    private static Reply asked(String path, String body, String once) {
        return watched(stage.post(path, body, "Authorization", admin, "Idempotency-Key", once));
    }

    /** Whose answer was lost asks again: there is one key, and it opens by the secret that arrived. */
    @Test
    void aKeyThatIsAskedForAgainIsMadeOnce() {
        String body = "{'name':'once','scopes':['closures:read']}";
        Reply first = asked("/v1/api-keys", body, "once");
        Reply again = asked("/v1/api-keys", body, "once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.at("/key")).isNotEqualTo(first.at("/key"));
        assertThat(status(first)).isEqualTo(401);
        assertThat(status(again)).isEqualTo(200);

        Reply used = asked("/v1/api-keys", body, "once");
        assertThat(used.at("/id")).isEqualTo(first.at("/id"));
        assertThat(used.json().get("key").isNull()).isTrue();
        assertThat(status(again)).isEqualTo(200);
        assertThat(asked("/v1/api-keys", body.replace("read", "write"), "once").at("/code"))
                .isEqualTo("idempotency-key-reused");
        assertThat(stage.get("/v1/api-keys", "Authorization", admin).text()).containsOnlyOnce("\"once\"");
    }

    @Test
    void aKeyIsRotatedOnceHoweverOftenItIsAskedFor() {
        Reply old = made("{'name':'turned','scopes':['closures:read']}");
        String rotation = "/v1/api-keys/" + old.at("/id") + "/rotation";
        List<Reply> all = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> asked(rotation, "", "turn"))
                .toList();

        assertThat(all)
                .extracting(each -> each.at("/id"))
                .containsOnly(all.getFirst().at("/id"));
        assertThat(all).filteredOn(each -> each.status() == 201).hasSize(1);
        assertThat(all).filteredOn(each -> status(each) == 200).hasSize(1);
        assertThat(asked("/v1/api-keys/" + all.getFirst().at("/id") + "/rotation", "", "turn")
                        .at("/code"))
                .isEqualTo("idempotency-key-reused");
    }

    /** The header is an operator's; an application may only say what is so anyway. */
    @Test
    void anApplicationSpeaksInNobodyElsesName() {
        String key = "Bearer " + stage.keys().everything("acme");
        assertThat(stage.get("/v1/closures", "Authorization", key, "Epilogue-Tenant", "acme")
                        .status())
                .isEqualTo(200);
        assertThat(stage.get("/v1/closures", "Authorization", key, "Epilogue-Tenant", "default")
                        .at("/code"))
                .isEqualTo("scope-missing");
        assertThat(stage.get("/v1/closures", "Authorization", key, "Epilogue-Tenant", "A tenant!")
                        .at("/code"))
                .isEqualTo("invalid-parameter");
    }

    private static int status(Reply made) {
        return stage.get("/v1/closures", "Authorization", "Bearer " + made.at("/key"))
                .status();
    }

    @Test
    void theHourOfTheLastUseIsKept() {
        Reply made = made("{'name':'used','scopes':['closures:read']}");
        stage.get("/v1/closures", "Authorization", "Bearer " + made.at("/key"));
        String list = stage.get("/v1/api-keys", "Authorization", admin).text();
        String mine = list.substring(list.indexOf(made.at("/id")));
        assertThat(mine).containsPattern("^[^}]*\"lastUsedAt\":\"[0-9T:-]+:00:00(\\.000)?Z\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|invalid-parameter",
                "{'name':'x'}|invalid-parameter",
                "{'name':'x','scopes':[]}|invalid-parameter",
                "{'name':'x','scopes':['operator']}|invalid-parameter",
                "{'name':'x','scopes':['all']}|invalid-parameter",
                "{'name':'','scopes':['admin']}|invalid-parameter",
                "{'name':'x','scopes':['admin'],'expiresAt':'2020-01-01T00:00:00Z'}|invalid-parameter",
                "{'name':'x','scopes':['admin'],'expiresAt':'+999999999-01-01T00:00:00Z'}|invalid-parameter",
                "{'name':'x','scopes':['admin'],'tenant':'default'}|unknown-member"
            })
    void whatNoKeyCanBeIsRefused(String body, String code) {
        assertThat(made(body).at("/code")).isEqualTo(code);
    }

    @Test
    void aRotatedKeyLivesOnForADay() {
        Reply old = made("{'name':'rotated','scopes':['closures:read']}");
        Reply next = stage.post("/v1/api-keys/" + old.at("/id") + "/rotation", "", "Authorization", admin);
        assertThat(next.status()).as(next.text()).isEqualTo(201);
        assertThat(next.at("/name")).isEqualTo("rotated");
        assertThat(next.at("/scopes/0")).isEqualTo("closures:read");
        for (Reply each : List.of(old, next)) {
            assertThat(stage.get("/v1/closures", "Authorization", "Bearer " + each.at("/key"))
                            .status())
                    .isEqualTo(200);
        }
        String list = stage.get("/v1/api-keys", "Authorization", admin).text();
        String row = list.substring(list.indexOf(old.at("/id")));
        String end = row.replaceAll("(?s).*?\"expiresAt\":\"([^\"]+)\".*", "$1");
        assertThat(Instant.parse(end))
                .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_500));
    }

    @Test
    void aRevokedKeyIsRefusedByEveryInstanceAndEndsItsStreams() {
        Reply made = made("{'name':'leaked','scopes':['closures:read','closures:write']}");
        String key = "Bearer " + made.at("/key");
        String elsewhere = other.url() + "/v1/events";
        try (SseReader here = new SseReader(stage.epilogue().url() + "/v1/events", "Authorization", key);
                SseReader there = new SseReader(elsewhere, "Authorization", key);
                SseReader farther = new SseReader(third.url() + "/v1/events", "Authorization", key);
                SseReader honest = new SseReader(
                        elsewhere, "Authorization", "Bearer " + stage.keys().everything("acme"))) {
            assertThat(delete(made.at("/id")).status()).isEqualTo(204);
            assertThat(stage.get("/v1/closures", "Authorization", key).status()).isEqualTo(401);
            for (RunningEpilogue instance : List.of(other, third)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(
                                        new SseReader(instance.url() + "/v1/events", "Authorization", key).status())
                                .isEqualTo(401));
            }
            await().atMost(SOON).until(() -> here.lastComment().startsWith("access ended"));
            await().atMost(SOON).until(() -> there.lastComment().startsWith("access ended"));
            await().atMost(SOON).until(() -> farther.lastComment().startsWith("access ended"));
            assertThat(honest.lastComment()).doesNotContain("access ended");
        }
        assertThat(delete(made.at("/id")).status()).as("again").isEqualTo(204);
        assertThat(stage.post("/v1/api-keys/" + made.at("/id") + "/rotation", "", "Authorization", admin)
                        .at("/code"))
                .isEqualTo("key-revoked");
    }

    @Test
    void aStreamEndsWithItsKey() {
        String end = Instant.now().plusSeconds(4).toString();
        Reply made = made("{'name':'short','scopes':['closures:read'],'expiresAt':'" + end + "'}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        try (SseReader reader =
                new SseReader(stage.epilogue().url() + "/v1/events", "Authorization", "Bearer " + made.at("/key"))) {
            assertThat(reader.status()).isEqualTo(200);
            await().atMost(SOON).until(() -> reader.lastComment().startsWith("access ended"));
        }
    }

    @Test
    void anothersKeyIsNotFound() {
        String foreign = "Bearer " + stage.keys().key("default", Scope.ADMIN);
        Reply made = made("{'name':'mine','scopes':['closures:read']}");
        Reply refused = stage.send(
                "DELETE", "/v1/api-keys/" + made.at("/id"), BodyPublishers.noBody(), "Authorization", foreign);
        assertThat(refused.at("/code")).isEqualTo("api-key-not-found");
        assertThat(stage.get("/v1/closures", "Authorization", "Bearer " + made.at("/key"))
                        .status())
                .isEqualTo(200);
    }
}
