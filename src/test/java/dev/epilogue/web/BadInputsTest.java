package dev.epilogue.web;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever a call reads, what is wrong there is refused: as a problem, without a trace in the database, and in the log at most a line. */
class BadInputsTest {

    private static final List<String> MEDIA = List.of(
            "",
            "garbage",
            "a/b/c",
            ";;",
            "application/json;charset=\"",
            "*/json",
            "text/plain;q=x",
            "application/json;q=2;q=");
    private static final List<String> HEADERS = List.of(
            "If-None-Match",
            "If-Match",
            "If-Modified-Since",
            "Range",
            "Origin",
            "Cookie",
            "Idempotency-Key",
            "Authorization");

    private static Stage stage;
    private static String closure;
    private static Map<String, String> variables;
    private static String before;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start() {
        // so that nothing happens but by requests
        stage = new Stage("epilogue.pipeline.enabled", "false");
        var session = stage.session();
        closure = stage.propose(session);
        variables = Map.of(
                "id",
                closure,
                "sessionId",
                session.toString(),
                "channelId",
                "0x" + "11".repeat(32),
                "address",
                ALICE.address().toString(),
                "file",
                "index.html",
                "problem",
                "closure-active",
                "linkId",
                "01a20d40-d257-7dbc-97d4-c49eeb94f6d6",
                "code",
                "ABCD-EFGH");
        before = stored();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    static List<BadInputs.Call> calls() {
        return new BadInputs().calls();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void areRefusedAndLeaveNothingBehind(BadInputs.Call call) {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        int requests;
        try {
            requests = parameters(call) + bodies(call) + headers(call);
        } finally {
            root.detachAppender(log);
        }
        assertThat(requests).isPositive();
        assertThat(log.list).hasSizeLessThanOrEqualTo(requests);
        assertThat(log.list).allSatisfy(event -> {
            assertThat(event.getThrowableProxy())
                    .as(event.getFormattedMessage())
                    .isNull();
            assertThat(event.getFormattedMessage()).hasSizeLessThan(300);
        });
        assertThat(stored()).isEqualTo(before);
    }

    private static int parameters(BadInputs.Call call) {
        int requests = 0;
        for (BadInputs.Parameter parameter : call.parameters()) {
            for (String wrong : parameter.wrong()) {
                switch (parameter.in()) {
                    case "query" ->
                        refused(call, path(call) + "?" + parameter.name() + "=" + encoded(wrong), valid(call), wrong);
                    case "path" -> variable(call, parameter.name(), wrong);
                    default -> header(call, parameter.name(), wrong);
                }
                requests++;
            }
            if (parameter.in().equals("query")) {
                refused(call, path(call) + "?" + parameter.name() + "x=1", valid(call), "another parameter");
                refused(call, path(call) + "?" + parameter.name(), valid(call), parameter.name() + " without a value");
            }
        }
        return requests;
    }

    private static void variable(BadInputs.Call call, String name, String wrong) {
        if (!wrong.isEmpty()) {
            refused(call, path(call.path().replace("{" + name + "}", encoded(wrong))), valid(call), wrong);
        }
    }

    private static void header(BadInputs.Call call, String name, String wrong) {
        // what a client cannot even send, and what means that nothing was seen yet
        boolean sendable = wrong.chars().allMatch(each -> each >= ' ' && each < 127) && wrong.length() < 1000;
        boolean taken = name.equals("If-None-Match") || name.equals("Last-Event-ID") && call.streams();
        if (sendable && !wrong.isEmpty() && !taken) {
            refused(call, path(call), valid(call), wrong, name, wrong);
        }
    }

    private static int bodies(BadInputs.Call call) {
        for (String body : call.bodies()) {
            Reply reply = send(call, path(call), body);
            if (call.type().endsWith("ndjson")) {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.text()).as(body).doesNotContain("\"accepted\":1");
            } else {
                refused(reply, call + " " + body);
            }
        }
        return call.bodies().size();
    }

    /** Headers that every request may carry: what cannot be read is refused or not read, and never a fault of ours. */
    private static int headers(BadInputs.Call call) {
        int requests = 0;
        for (String media : MEDIA) {
            if (call.method().equals("POST")) {
                refused(send(call, path(call), "{}", "Content-Type", media), call + " Content-Type " + media);
                requests++;
            }
            if (!media.isEmpty()) {
                List<String> all = new ArrayList<>(List.of("Accept", media));
                if (call.streams() && !media.contains("*")) {
                    refused(call, path(call), "", "Accept " + media, all.toArray(String[]::new));
                } else if (!call.streams()) {
                    survives(send(call, path(call), "[]", all.toArray(String[]::new)), call + " Accept " + media);
                }
                requests++;
            }
        }
        for (String header : call.streams() ? List.<String>of() : HEADERS) {
            for (String value : List.of("\"", "W/", "bytes=9-1,x", "x".repeat(500), "epk_;=,\"")) {
                survives(send(call, path(call), "[]", header, value), call + " " + header + " " + value);
                requests++;
            }
        }
        return requests;
    }

    private static void refused(BadInputs.Call call, String path, String body, String what, String... headers) {
        refused(send(call, path, body, headers), call + " " + what);
    }

    private static void refused(Reply reply, String what) {
        assertThat(reply.status()).as("%.300s: %.300s", what, reply.text()).isBetween(400, 499);
        survives(reply, what);
    }

    private static void survives(Reply reply, String what) {
        assertThat(reply.status()).as("%.300s: %.300s", what, reply.text()).isLessThan(500);
        if (reply.status() >= 400) {
            assertThat(reply.header("Content-Type")).as(what).isEqualTo("application/problem+json");
            assertThat(reply.text()).as(what).isNotEmpty();
        }
    }

    private static Reply send(BadInputs.Call call, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!call.type().isEmpty() && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", call.type()));
        }
        boolean posts = call.method().equals("POST");
        return stage.send(
                call.method(),
                path,
                posts && !body.isEmpty() ? BodyPublishers.ofString(body) : BodyPublishers.noBody(),
                all.toArray(String[]::new));
    }

    /** Such that it alone is no reason to do something: what is wrong stands elsewhere. */
    private static String valid(BadInputs.Call call) {
        return call.type().endsWith("ndjson") ? "{}\n" : "{}";
    }

    private static String path(BadInputs.Call call) {
        return path(call.path());
    }

    private static String path(String template) {
        String path = template;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return path.replaceAll("\\{[a-zA-Z]+}", "nothing");
    }

    private static String encoded(String text) {
        String shortened = text.length() > 3000 ? text.substring(0, 3000) : text;
        return URLEncoder.encode(shortened, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String stored() {
        return stage.get("/v1/closures").json().get("closures").toString();
    }
}
