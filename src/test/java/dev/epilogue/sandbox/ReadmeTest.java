package dev.epilogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.epilogue.sandbox.ConsoleExamples.Example;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.clearnode.FakeClearNodeOptions;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.testing.Chromium;
import dev.epilogue.testing.EnabledIfBrowser;
import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.NodeTime;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every call of the README, made at a sandbox, is answered as the README shows. What is shown may leave members out; a text that
 * contains an ellipsis stands for any.
 */
class ReadmeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, NodeTime> CLOCKS = Map.of("sandbox", new NodeTime(), "clearnode", new NodeTime());
    private static TestDatabase database;
    private static SandboxChain chain;
    private static FakeNitronode node;
    private static FakeClearNode clearNode;
    private static SandboxSessions sessions;
    private static RunningEpilogue epilogue;
    private static Api api;
    private static String origin;
    private String closure = "";

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        chain = SandboxChain.startWherePossible();
        node = FakeNitronode.start(chain.options().withClock(CLOCKS.get("sandbox")));
        clearNode = FakeClearNode.start(FakeClearNodeOptions.defaults().withClock(CLOCKS.get("clearnode")));
        chain.openChannelAt(node);
        sessions = SandboxSessions.openAt(node);
        int port = FreePort.find();
        origin = "http://localhost:" + port;
        Playground playground = Playground.around(node, clearNode, CLOCKS);
        RunningEpilogue.Starter starter = RunningEpilogue.on(database)
                .node("sandbox", node.url().toString(), "nitronode-v1")
                .node("clearnode", clearNode.url(), "nitrorpc")
                .with("epilogue.nodes.clearnode.address", clearNode.brokerAddress())
                .with("epilogue.default-node", "sandbox")
                .with("server.port", port)
                .with("epilogue.web.public-origin", origin)
                .with("epilogue.webhooks.internal", "127.0.0.0/8")
                .behind(playground);
        chain.arguments().forEach(argument -> {
            String[] setting = argument.substring("--".length()).split("=", 2);
            starter.with(setting[0], setting[1]);
        });
        epilogue = starter.start();
        api = new Api(URI.create(epilogue.url()));
        playground.receiver().register(api, "http://127.0.0.1:" + port);
        DemoWallets.start(api, origin);
    }

    @AfterAll
    static void stop() {
        epilogue.close();
        node.close();
        clearNode.close();
        chain.close();
        database.close();
    }

    @Test
    void everyCallIsAnsweredAsShown() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        List<Example> examples = ConsoleExamples.in(page).all();

        assertThat(examples.stream().filter(Example::isCall)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(sessions.own()).allSatisfy(session -> assertThat(page).contains(session.hex()));
        examples.forEach(this::follow);
    }

    @Test
    void theTourClosesASessionAtEachNode() {
        SessionId older = SandboxSessions.openAt(clearNode);
        List<String> told = new ArrayList<>();

        new Tour(api, sessions, older, told::add).run(chain);

        assertThat(told)
                .filteredOn(line -> line.startsWith("   /v1/closures/"))
                .extracting(line -> line.replaceFirst("^\\s+\\S+\\s+", "").trim())
                .startsWith(
                        "SETTLED  COOPERATIVE",
                        "SETTLED  COOPERATIVE",
                        "DECLINED  NONE",
                        "SETTLED  QUORUM_AT_DEADLINE",
                        "SETTLED  COOPERATIVE");
        assertThat(node.ledger().session(sessions.asItStands()).closed()).isTrue();
        assertThat(clearNode.session(older.hash().hex()).orElseThrow().open()).isFalse();
        assertThat(clearNode.withdrawals(older.hash().hex())).hasSize(2);
    }

    @Test
    void moreSessionsAreHadAndWalletsAndNodesDoAsTheyAreTold() {
        JsonNode opened = api.postText("/sandbox/sessions", "{\"alice\":\"10\",\"bob\":\"5\"}")
                .ok();
        SessionId session = SessionId.parse(opened.path("sessionId").asString());
        assertThat(api.get("/v1/sessions/" + session)
                        .ok()
                        .at("/allocations/0/amount")
                        .asString())
                .isIn("5", "10");

        api.postText("/sandbox/faults", "{\"sessionId\":\"%s\",\"fault\":\"UNANSWERED\"}".formatted(session));
        api.postText("/sandbox/wallets", "{\"alice\":\"silent\"}");
        String id = api.post("/v1/closures", Map.of("sessionId", session))
                .ok()
                .path("id")
                .asString();
        JsonNode signedByBob =
                await(id, closure -> closure.at("/consensus/signed").size() == 1);
        assertThat(signedByBob.at("/consensus/pending/0/participant").asString())
                .isEqualTo(Wallet.ALICE.address().checksummed());
        api.postText("/sandbox/wallets", "{\"alice\":\"signs\"}");

        await(id, closure -> closure.path("session").path("closed").asBoolean());
        assertThat(api.get("/v1/closures/" + id + "/timeline").raw().body()).contains("submission.unknown");
    }

    /** Only this machine, and only here: whatever else is inside is as far away as anywhere. */
    @Test
    void webhooksLeadToThisMachineAndNowhereElseInside() {
        for (String inside : List.of("http://10.0.0.1/hook", "https://192.168.1.1/hook", "https://[::1]/hook")) {
            api.post("/v1/webhooks", Map.of("url", inside)).expect(422, "webhook-target-refused");
        }
        JsonNode forged = api.postText(
                        "/sandbox/hook", "{\"id\":\"x/1\",\"type\":\"closure.ended\",\"closureId\":\"x\"}")
                .ok();
        assertThat(forged).isEmpty();
        assertThat(api.get("/sandbox/hooks?closure=x")
                        .ok()
                        .at("/received/0/verified")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatIsMisspeltIsNoOtherWish() {
        for (String wish : List.of(
                "sessions {\"alise\":\"10\"}",
                "sessions {\"alice\":\"ten\"}",
                "sessions {\"node\":\"nowhere\"}",
                "sessions [",
                "wallets {\"alice\":\"silnt\"}",
                "wallets {\"mallory\":\"silent\"}",
                "faults {\"sessionId\":\"0x12\",\"fault\":\"UNANSWERED\"}",
                "faults {\"fault\":\"NO_SUCH\"}",
                "clock {\"leap\":\"later\"}",
                "anything {}")) {
            String[] parts = wish.split(" ", 2);
            api.postText("/sandbox/" + parts[0], parts[1]).expect(400);
        }
        assertThat(api.postText("/sandbox/wallets", "{}").ok().path("silent")).isEmpty();
    }

    /** Two are printed; the third and the fourth are asked for, and their closes are signed as the others' are. */
    @Test
    void nobodyRunsOutOfSessions() {
        for (String node : List.of("sandbox", "sandbox", "clearnode")) {
            String session = api.post("/sandbox/sessions", Map.of("node", node))
                    .ok()
                    .path("sessionId")
                    .asString();
            String id = api.post("/v1/closures", Map.of("node", node, "sessionId", session))
                    .ok()
                    .path("id")
                    .asString();
            await(id, closure -> closure.path("session").path("closed").asBoolean());
        }
    }

    @Test
    void aNodesClockIsSet() {
        Map<String, Object> halfAnHour = Map.of("node", "clearnode", "leap", "PT30M");
        assertThat(api.post("/sandbox/clock", halfAnHour).ok().path("ahead").asString())
                .isEqualTo("PT30M");
        assertThat(CLOCKS.get("clearnode").instant()).isAfter(Instant.now().plus(Duration.ofMinutes(29)));
        assertThat(CLOCKS.get("sandbox").instant()).isBefore(Instant.now().plusSeconds(1));
        Map<String, Object> back = Map.of("node", "clearnode", "leap", "-PT30M");
        assertThat(api.post("/sandbox/clock", back).ok().path("ahead").asString())
                .isEqualTo("PT0S");

        api.post("/sandbox/clock", Map.of("node", "nowhere")).expect(400);
    }

    @Test
    @EnabledIfBrowser
    void anybodySignsInABrowserWithTheLinksThatThePlaygroundPrints() {
        List<String> told = new ArrayList<>();
        new YourTurn(api, origin, told::add).show(sessions.own(), Map.of("sandbox", sessions.byHand()));
        String link = told.stream()
                .filter(line -> line.contains("bob   at sandbox"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*http", "http");
        assertThat(told).anyMatch(line -> line.contains("epk_"));
        try (Chromium chromium = Chromium.start();
                Page page = chromium.browser().newPage()) {
            page.onDialog(Dialog::accept);
            page.navigate(link);
            page.getByText("Sign with Sandbox wallet").click();
            PlaywrightAssertions.assertThat(page.locator("#state h2")).hasText("You have signed.");
        }
    }

    private static JsonNode await(String id, Predicate<JsonNode> there) {
        return Tour.until(api, api.get("/v1/closures/" + id).ok(), there);
    }

    private void follow(Example example) {
        if (example.isCall()) {
            call(example);
        } else {
            assertThat(example.command().getFirst()).startsWith("closure=");
        }
    }

    private void call(Example example) {
        Api.Answer answer = answer(example);
        if (answer.body().isObject()) {
            closure = answer.body().path("id").asString(closure);
            assertShown(example.url(), JSON.readTree(example.answer()), answer.body());
        } else {
            assertThat(answer.raw().body().lines().filter(line -> line.startsWith("event:")))
                    .containsSubsequence(example.answer()
                            .lines()
                            .filter(line -> line.startsWith("event:"))
                            .toList());
        }
    }

    private Api.Answer answer(Example example) {
        var request = api.request(example.url().replace("$closure", closure));
        String body = example.option("-d");
        String method = example.option("-X");
        if (!example.option("-H").isEmpty()) {
            String[] header = example.option("-H").split(": ", 2);
            request.header(header[0], header[1]);
        }
        return api.send(
                body.isEmpty() && method.isEmpty()
                        ? request.GET().build()
                        : request.POST(BodyPublishers.ofString(body)).build());
    }

    private static void assertShown(String where, JsonNode shown, JsonNode actual) {
        if (shown.isObject()) {
            shown.propertyStream()
                    .forEach(member -> assertShown(
                            where + " " + member.getKey(), member.getValue(), actual.path(member.getKey())));
        } else if (shown.isArray()) {
            assertThat(actual).as(where).hasSize(shown.size());
            for (int at = 0; at < shown.size(); at++) {
                assertShown(where + "[" + at + "]", shown.get(at), actual.path(at));
            }
        } else if (shown.asString("").contains("…")) {
            assertThat(actual.isString()).as(where).isTrue();
        } else {
            assertThat(actual).as(where).isEqualTo(shown);
        }
    }
}
