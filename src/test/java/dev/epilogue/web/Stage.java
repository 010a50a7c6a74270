package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;

import dev.epilogue.credential.TestKeys;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.ApiContract;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The running service with a database and a fake node behind it, and a client in front. */
public final class Stage implements AutoCloseable {

    private final TestDatabase database;
    private final NodeStand stand;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunningEpilogue.Starter starter;
    private final RunningEpilogue epilogue;
    private final TestKeys keys;
    private final String mirror;

    public Stage(String... properties) {
        this(TestDatabase.migrated(), properties);
    }

    /** The database is closed with the stage. */
    public Stage(TestDatabase database, String... properties) {
        this(database, NitronodeStand.start(FakeNitronodeOptions.defaults()), properties);
    }

    /** At a node of any dialect; closed with the stage, as the database is. */
    public Stage(TestDatabase database, NodeStand stand, String... properties) {
        this.database = database;
        this.stand = stand;
        keys = TestKeys.in(database).tenant("mirror", Map.of("*", Set.of("*")));
        mirror = "Bearer " + keys.everything("mirror");
        starter = RunningEpilogue.on(database)
                .node("sandbox", stand.url(), stand.dialect())
                .with("epilogue.web.public-origin", "https://close.example");
        stand.settings().forEach((name, value) -> starter.with("epilogue.nodes.sandbox." + name, value));
        for (int i = 0; i < properties.length; i += 2) {
            starter.with(properties[i], properties[i + 1]);
        }
        epilogue = starter.start();
    }

    public NodeStand stand() {
        return stand;
    }

    /** Of a stage at a v1 node. */
    public FakeNitronode node() {
        return ((NitronodeStand) stand).node();
    }

    /** Tenants and keys of this stage's database. */
    public TestKeys keys() {
        return keys;
    }

    public TestDatabase database() {
        return database;
    }

    /** One more of the same, at the same database and node; the caller closes it. */
    public RunningEpilogue replica() {
        return starter.start();
    }

    /** What the second tenant sees, to whom everything may happen that happens to the first. */
    public Reply getAsMirror(String path) {
        return get(path, "Authorization", mirror);
    }

    /** The second tenant proposes the same session, with the same reference and the same key. */
    public Reply proposeAsMirror(SessionId session) {
        return post(
                "/v1/closures",
                "{'sessionId':'%s','reference':'same'}".formatted(session),
                "Authorization",
                mirror,
                "Idempotency-Key",
                "same-" + session);
    }

    public RunningEpilogue epilogue() {
        return epilogue;
    }

    /** Alice holds 50 yusd, Bob 37.5, and both have to sign. At version 4 where the node speaks v1. */
    public SessionId session() {
        return stand.session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Reply post(String path, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return send("POST", path, BodyPublishers.ofString(json.replace('\'', '"')), all.toArray(String[]::new));
    }

    /** Without a length in front. */
    public Reply postChunked(String path, byte[] body, String... headers) {
        return send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    public Reply send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(epilogue.url(path)))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpRequest sent = request.build();
            HttpResponse<byte[]> answer = client.send(sent, BodyHandlers.ofByteArray());
            ApiContract.check(sent, answer.statusCode(), answer.headers(), answer.body());
            return Reply.of(answer);
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The id of a new closure of that session as it stands. */
    public String propose(SessionId session) {
        return post("/v1/closures", "{'sessionId':'" + session + "'}").at("/id");
    }

    public List<String> sign(String closure, Wallet wallet) {
        List<String> signatures = new ArrayList<>();
        for (JsonNode payload :
                get("/v1/closures/" + closure + "/payloads").json().get("payloads")) {
            signatures.add(wallet.sign(Hash32.parse(payload.get("digest").stringValue()))
                    .hex());
        }
        return signatures;
    }

    public static String signing(Wallet wallet, int round, List<String> signatures) {
        return "{'participant':'%s','round':%d,'signatures':[%s]}"
                .formatted(
                        wallet.address(),
                        round,
                        String.join(
                                ",",
                                signatures.stream()
                                        .map(each -> "'" + each + "'")
                                        .toList()));
    }

    public Reply postSigned(String closure, Wallet wallet) {
        return post("/v1/closures/" + closure + "/signatures", signing(wallet, 1, sign(closure, wallet)));
    }

    public String declineOf(String closure, SessionId session, Wallet wallet, int round, String reason) {
        String text =
                "Epilogue decline\nservice: https://close.example\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                        .formatted(closure, round, session, reason);
        return "{'participant':'%s','round':%d,'reason':'%s','signature':'%s'}"
                .formatted(wallet.address(), round, reason, wallet.signText(text));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        epilogue.close();
        stand.close();
        database.close();
    }
}
