package dev.epilogue.web.pages;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.epilogue.sandbox.BrowserWallet;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.sandbox.nitronode.FakeNitronodeOptions;
import dev.epilogue.testing.Chromium;
import dev.epilogue.testing.ClearNodeStand;
import dev.epilogue.testing.FreePort;
import dev.epilogue.testing.NitronodeStand;
import dev.epilogue.testing.NodeStand;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.Reply;
import dev.epilogue.web.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that lets nobody in without a credential, at a node of each dialect, and a browser with a wallet in front of it. */
final class PageScene implements AutoCloseable {

    static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String WALLET = text("sandbox/wallet.js");

    /** How long anything may take on a machine that is busy with other things. */
    private static final int PATIENCE = 60_000;

    final Stage stage;
    final String origin;
    private final String application;
    private final Map<String, NodeStand> nodes;
    private final Chromium chromium;
    private final TestDatabase database;

    /** What pages said that they must not say: failures of scripts, and what the policy forbids. */
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    PageScene() {
        database = TestDatabase.migrated();
        NodeStand v1 = NitronodeStand.start(FakeNitronodeOptions.defaults().withoutRateLimits());
        nodes = Map.of(
                "v1",
                v1,
                "v0.4",
                ClearNodeStand.start(ClearNodeStand.V04),
                "v0.2",
                ClearNodeStand.start(ClearNodeStand.V02));
        int port = FreePort.find();
        origin = "http://localhost:" + port;
        List<String> settings = new ArrayList<>(List.of(
                "server.port", "" + port,
                "epilogue.web.public-origin", origin,
                "epilogue.web.heartbeat", "500ms",
                "epilogue.access.mode", "required",
                "epilogue.limits.addresses.sign-ins.per-second", "0",
                "epilogue.default-node", "sandbox"));
        Stream.of("v0.4", "v0.2").forEach(name -> settings.addAll(settings(name, nodes.get(name))));
        stage = new Stage(database, v1, settings.toArray(String[]::new));
        database.execute("UPDATE tenant SET display_name = 'River Casino' WHERE id = 'default'");
        application = "Bearer " + stage.keys().everything("default");
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    private static List<String> settings(String name, NodeStand node) {
        String prefix = "epilogue.nodes.%s.".formatted(nodeName(name));
        List<String> all = new ArrayList<>(List.of(prefix + "url", node.url(), prefix + "dialect", node.dialect()));
        node.settings().forEach((setting, value) -> all.addAll(List.of(prefix + setting, value)));
        return all;
    }

    private static String nodeName(String dialect) {
        return dialect.equals("v1") ? "sandbox" : dialect.replace("v0.", "older-");
    }

    /** A closure of Alice, who holds 50 yusd, and Bob, who holds 37.5; @param members beside session and node, as JSON */
    String closure(String dialect, String members) {
        SessionId session = nodes.get(dialect).session(2, List.of(ALICE, BOB), holds(ALICE, "50"), holds(BOB, "37.5"));
        return propose(dialect, session, members);
    }

    /** The same with somebody in Alice's place. */
    String closureOf(String dialect, Wallet somebody, String members) {
        SessionId session =
                nodes.get(dialect).session(2, List.of(somebody, BOB), holds(somebody, "50"), holds(BOB, "37.5"));
        return propose(dialect, session, members);
    }

    /** The first payload, as the service hands it out. */
    JsonNode payload(String closure) {
        return stage.get("/v1/closures/" + closure + "/payloads", "Authorization", application)
                .json()
                .at("/payloads/0");
    }

    String closure() {
        return closure("v1", "");
    }

    /** Of so many participants, of whom the first holds this and the others little. */
    String closure(List<Wallet> participants, String first) {
        Allocation[] holdings = participants.stream()
                .map(each -> holds(each, each == participants.getFirst() ? first : "0.000001"))
                .toArray(Allocation[]::new);
        return propose("v1", nodes.get("v1").session(participants.size(), participants, holdings), "");
    }

    String propose(String dialect, SessionId session, String members) {
        Reply reply =
                post("/v1/closures", "{'node':'%s','sessionId':'%s'%s}".formatted(nodeName(dialect), session, members));
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
        return reply.at("/id");
    }

    static String split(String alice, String bob) {
        return split(ALICE, alice, bob);
    }

    static String split(Wallet somebody, String theirs, String bob) {
        return ",'finalState':{'allocations':[%s,%s]}".formatted(row(somebody, theirs), row(BOB, bob));
    }

    private static String row(Wallet wallet, String amount) {
        return "{'participant':'%s','asset':'yusd','amount':'%s'}".formatted(wallet.address(), amount);
    }

    JsonNode get(String closure) {
        return stage.get("/v1/closures/" + closure, "Authorization", application)
                .json();
    }

    String certificate(String closure) {
        return stage.get("/v1/closures/" + closure + "/certificate", "Authorization", application)
                .text();
    }

    void awaitEnd(String closure) {
        Awaitility.await().until(() -> !get(closure).path("endedAt").isNull());
    }

    Reply post(String path, String json) {
        return stage.post(path, json, "Authorization", application);
    }

    Reply link(String closure, Wallet wallet) {
        return post("/v1/closures/" + closure + "/links", "{'participant':'" + wallet.address() + "'}");
    }

    void revoke(String closure, String link) {
        stage.send(
                "DELETE",
                "/v1/closures/" + closure + "/links/" + link,
                java.net.http.HttpRequest.BodyPublishers.noBody(),
                "Authorization",
                application);
    }

    /** As if it had been made long ago. */
    void expire(String link) {
        database.execute("UPDATE access_link SET expires_at = now() - interval '1 second' WHERE id = '" + link + "'");
    }

    /** Not by any page. */
    void sign(String closure, Wallet wallet) {
        JsonNode asked = stage.get("/v1/closures/" + closure + "/payloads", "Authorization", application)
                .json();
        List<String> signatures = asked.path("payloads")
                .valueStream()
                .map(payload -> wallet.sign(Hash32.parse(payload.path("digest").asString()))
                        .hex())
                .toList();
        Reply reply = post(
                "/v1/closures/" + closure + "/signatures",
                Stage.signing(wallet, asked.path("round").asInt(), signatures));
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
    }

    /** Somebody at a browser. */
    Person person(NewContextOptions options, Wallet... keys) {
        return new Person(chromium.browser().newContext(options), new BrowserWallet(keys));
    }

    Person person(Wallet... keys) {
        return person(new NewContextOptions().setColorScheme(ColorScheme.LIGHT), keys);
    }

    List<String> complaints() {
        return complaints;
    }

    /** A browser with a wallet whose requests its user agrees to, or not. */
    final class Person implements AutoCloseable {

        final BrowserContext context;
        final BrowserWallet wallet;

        /** What the wallet has shown, each before it signed or was refused. */
        final List<String> shown = new CopyOnWriteArrayList<>();

        volatile boolean agrees = true;

        /** A method that the wallet does not answer for the time being. */
        volatile String unanswered = "none";

        private final List<Route> held = new ArrayList<>();

        Person(BrowserContext context, BrowserWallet wallet) {
            this.context = context;
            this.wallet = wallet;
            context.setDefaultTimeout(PATIENCE);
            context.addInitScript(WALLET);
            context.route("**/sandbox/wallet", route -> {
                if (route.request().postData().contains(unanswered)) {
                    held.add(route);
                } else {
                    answer(route);
                }
            });
            context.onPage(this::watch);
        }

        private void answer(Route route) {
            route.fulfill(new FulfillOptions()
                    .setContentType("application/json")
                    .setBody(JsonMapper.shared()
                            .writeValueAsString(wallet.answer(route.request().postData()))));
        }

        /** The wallet answers again, also what it was asked before. */
        void answersAgain() {
            unanswered = "none";
            held.forEach(this::answer);
            held.clear();
        }

        private void watch(Page page) {
            page.onPageError(failure -> complaints.add("failed: " + failure));
            page.onConsoleMessage(this::heard);
            page.onDialog(this::answer);
        }

        private void heard(ConsoleMessage message) {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        }

        private void answer(Dialog dialog) {
            shown.add(dialog.message().replaceFirst("(?s).*Sign this\\?\n\n", ""));
            if (agrees) {
                dialog.accept();
            } else {
                dialog.dismiss();
            }
        }

        /** Opens a new link of that wallet's. */
        Page open(String closure, Wallet participant) {
            return open(link(closure, participant).at("/url"));
        }

        Page open(String url) {
            Page page = context.newPage();
            page.navigate(url);
            return page;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    static void picture(Page page, String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static String text(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        chromium.close();
        stage.close();
        nodes.forEach((name, node) -> {
            if (!name.equals("v1")) {
                node.close();
            }
        });
    }
}
