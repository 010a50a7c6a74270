package dev.epilogue.web.access;

import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.ApiContract;
import dev.epilogue.testing.Canaries;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two instances over one database: here the application's, on its own machine, and there one that lets nobody in without a credential.
 * Participants come to both.
 */
final class Entrance implements AutoCloseable {

    static final String ORIGIN = "https://close.example";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Hundreds come from one address. */
    private static final String[] UNCOUNTED = {"epilogue.limits.addresses.sign-ins.per-second", "0"};

    private static final String MEMO = "memo that canaries know";

    /** Of the suite that runs: they run one after the other. */
    private static volatile Canaries canaries;

    final TestDatabase database = TestDatabase.migrated();
    final Stage here;
    final RunningEpilogue there;
    private final List<RunningEpilogue> more;

    Entrance(String... properties) {
        this(0, properties);
    }

    /** @param further instances like the one there */
    Entrance(int further, String... properties) {
        String[] all =
                Stream.concat(Stream.of(UNCOUNTED), Stream.of(properties)).toArray(String[]::new);
        here = new Stage(database, all);
        RunningEpilogue.Starter starter = RunningEpilogue.on(database)
                .node("sandbox", here.stand().url(), here.stand().dialect())
                .with("epilogue.web.public-origin", ORIGIN)
                .with("epilogue.access.mode", "required");
        here.stand().settings().forEach((name, value) -> starter.with("epilogue.nodes.sandbox." + name, value));
        for (int i = 0; i < all.length; i += 2) {
            starter.with(all[i], all[i + 1]);
        }
        there = starter.start();
        more = IntStream.range(0, further).mapToObj(each -> starter.start()).toList();
        // each start begins the log anew
        canaries = new Canaries();
    }

    List<RunningEpilogue> instances() {
        return Stream.concat(Stream.of(here.epilogue(), there), more.stream()).toList();
    }

    /** A closure of Alice and Bob. */
    String closure() {
        canaries.confidence(MEMO);
        return here.post("/v1/closures", "{'sessionId':'" + here.session() + "','memo':'" + MEMO + "'}")
                .at("/id");
    }

    Reply link(String closure, Wallet wallet) {
        return post(
                here.epilogue(), "/v1/closures/" + closure + "/links", "{'participant':'" + wallet.address() + "'}");
    }

    /** What stands in the fragment of a new link. */
    String token(String closure, Wallet wallet) {
        String url = link(closure, wallet).at("/url");
        return url.substring(url.indexOf('#') + 1);
    }

    Reply exchange(String token) {
        return post(there, "/v1/access/link", "{'cookie':true}", "Authorization", "Bearer " + token);
    }

    /** The cookie of a session that a link was exchanged for, as a browser sends it. */
    String cookie(String token) {
        return pair(exchange(token));
    }

    static String pair(Reply entered) {
        return entered.header("Set-Cookie").split(";", 2)[0];
    }

    /** Signs in, and keeps no cookie: the token of the session. */
    String signIn(Wallet wallet) {
        String message = invitation(wallet).at("/message");
        return post(there, "/v1/siwe/session", signed(message, wallet.signText(message)))
                .at("/token");
    }

    Reply invitation(Wallet wallet) {
        return post(there, "/v1/siwe/nonce", "{'address':'" + wallet.address() + "','chainId':1}");
    }

    static String signed(String message, String signature) {
        return "{'message':'%s','signature':'%s'}".formatted(message.replace("\n", "\\n"), signature);
    }

    static Reply get(RunningEpilogue at, String path, String... headers) {
        return send(request(at, path, headers).GET());
    }

    static Reply delete(RunningEpilogue at, String path, String... headers) {
        return send(request(at, path, headers).DELETE());
    }

    static Reply post(RunningEpilogue at, String path, String json, String... headers) {
        canaries.seen(json);
        return send(request(at, path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    static HttpRequest.Builder request(RunningEpilogue at, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(at.url(path))).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.build();
            Reply reply = Reply.of(CLIENT.send(sent, BodyHandlers.ofByteArray()));
            ApiContract.check(
                    sent, reply.status(), reply.raw().headers(), reply.raw().body());
            reply.raw().headers().map().values().forEach(values -> canaries.seen(String.join(" ", values)));
            if (reply.status() >= 400) {
                canaries.problem(reply.text());
            } else {
                canaries.seen(reply.text());
            }
            return reply;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The types of a closure's events. */
    List<String> events(String closure) {
        return here.get("/v1/closures/" + closure + "/timeline")
                .json()
                .get("events")
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    /** Nothing of what the suite had to keep to itself is found where others look. */
    void requireUntold() {
        canaries.requireUntold(
                database,
                here.get("/actuator/prometheus").text()
                        + get(there, "/actuator/prometheus").text());
    }

    @Override
    public void close() {
        more.forEach(RunningEpilogue::close);
        there.close();
        here.close();
        canaries.close();
    }
}
