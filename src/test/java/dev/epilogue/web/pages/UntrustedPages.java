package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.pages.PageScene.button;
import static dev.epilogue.web.pages.PageScene.picture;
import static dev.epilogue.web.pages.PageScene.split;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Eip191;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.testing.Stage;
import dev.epilogue.web.pages.PageScene.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The signing page, where neither the service nor the wallet nor the moment is what it should be. */
abstract class UntrustedPages {

    private static final String SIGN = "Sign with Sandbox wallet";
    private static final Pattern CLOSURE = Pattern.compile(".*/v1/closures/[0-9a-f-]{36}$");
    private static final Pattern SESSION = Pattern.compile(".*/v1/sessions/0x[0-9a-f]{64}\\?.*");

    /** What no service of ours says, member by member. */
    private static final List<String> JUNK = List.of(
            "{'application':null}",
            "{'node':{}}",
            "{'reference':7}",
            "{'memo':[]}",
            "{'dialect':'nitronode-v2'}",
            "{'participants':null}",
            "{'participants':[]}",
            "{'finalState':null}",
            "{'finalState':{'allocations':[{'participant':1}]}}",
            "{'consensus':null}",
            "{'deadline':'soon'}",
            "{'round':null}",
            "{'session':null}",
            "{'status':7}",
            "{'revision':null}");

    private static PageScene scene;

    @BeforeAll
    static void enter() {
        scene = PagesTest.scene();
    }

    /** Either all of it is shown, and is what is signed; or there is nothing to sign with. */
    @Test
    void whateverTheServiceSaysNothingIsSignedBesideWhatCannotBeShown() {
        String closure = scene.closure();
        String message = scene.payload(closure).path("message").asString();
        AtomicReference<String> lie = new AtomicReference<>("{}");
        try (Person alice = scene.person(ALICE)) {
            alice.context.route(CLOSURE, route -> alter(route, lie.get()));
            Page page = alice.open(closure, ALICE);
            assertThat(button(page, SIGN)).isVisible();
            for (String junk : JUNK) {
                lie.set(junk);
                page.reload();
                page.locator("#notice h1, #wallet h2, #state h2").first().waitFor();
                if (button(page, SIGN).count() > 0) {
                    assertThat(page.locator(".amount")).hasText("50 yusd");
                    assertThat(page.locator("#wallet .hash")).hasText(message);
                }
            }
        }
    }

    @Test
    void aNewRoundThatCannotBeShownTakesTheOldOnesButtonAway() {
        String closure = scene.closure();
        AtomicReference<String> lie = new AtomicReference<>("{}");
        try (Person alice = scene.person(ALICE)) {
            alice.context.route(CLOSURE, route -> alter(route, lie.get()));
            Page page = alice.open(closure, ALICE);
            assertThat(button(page, SIGN)).isVisible();
            lie.set("{'memo':7}");
            counterPropose(closure);

            assertThat(page.locator("#notice h1")).hasText("Do not sign");
            assertThat(button(page, SIGN)).hasCount(0);
            assertThat(page.locator(".amount")).hasCount(0);
            picture(page, "signing-unreadable");

            lie.set("{}");
            scene.sign(closure, BOB);
            assertThat(page.locator(".amount")).hasText("45 yusd");
            assertThat(button(page, SIGN)).isVisible();
        }
    }

    /** The round moves while the page still asks about it, and while the wallet thinks. */
    @Test
    void whatTheWalletIsAskedStandsOnThePageOrNothingIsHandedIn() {
        String closure = scene.closure();
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            assertThat(button(page, SIGN)).isVisible();
            List<Route> held = new ArrayList<>();
            alice.context.route(SESSION, held::add);
            counterPropose(closure);
            page.waitForCondition(() -> !held.isEmpty());
            alice.unanswered = "eth_requestAccounts";
            button(page, SIGN).click();
            assertThat(button(page, "Stop waiting for the wallet")).isVisible();
            // as long as the bytes of it stand there
            assertThat(page.locator(".amount")).hasText("50 yusd");

            held.forEach(Route::resume);
            assertThat(page.locator(".amount")).hasText("45 yusd");
            alice.answersAgain();

            assertThat(page.locator("#wallet .trouble")).containsText("The split changed while you were looking");
            assertThat(alice.shown).isEmpty();
            alice.context.unroute(SESSION);
            button(page, SIGN).click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
        }
    }

    @Test
    void aWalletThatNeverAnswersIsLeftAndWhatItSignsLaterGoesNowhere() {
        String closure = scene.closure();
        try (Person alice = scene.person(ALICE)) {
            List<String> posted = new CopyOnWriteArrayList<>();
            Page page = alice.open(closure, ALICE);
            page.onRequest(request -> note(request, posted));
            alice.unanswered = "personal_sign";
            button(page, SIGN).click();
            assertThat(page.locator("#wallet .step")).isVisible();
            page.waitForCondition(() -> !alice.shown.isEmpty());
            button(page, "Stop waiting for the wallet").click();
            assertThat(page.locator("#wallet .trouble")).containsText("waits for your wallet no longer");
            picture(page, "signing-wallet-left");

            alice.answersAgain();
            assertThat(posted).isEmpty();
            button(page, "Try again").click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
            assertThat(posted).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v0.4"})
    void whatAWalletSignsInsteadIsNotHandedIn(String dialect) {
        String closure = scene.closure(dialect, "");
        try (Person alice = scene.person(ALICE)) {
            List<String> posted = new CopyOnWriteArrayList<>();
            Page page = alice.open(closure, ALICE);
            page.onRequest(request -> note(request, posted));
            Locator trouble = page.locator("#wallet .trouble");
            alice.wallet.sign((key, digest) -> BOB.sign(digest));
            button(page, SIGN).click();
            assertThat(trouble).containsText("something else than this page shows. Nothing was handed in.");
            alice.wallet.sign((key, digest) -> key.sign(Eip191.digest(digest.hex())));
            button(page, "Try again").click();
            assertThat(trouble).containsText("Nothing was handed in.");
            page.locator("#decline summary").click();
            page.getByLabel("Your reason").fill("not like this");
            button(page, "Decline with Sandbox wallet").click();
            assertThat(trouble).containsText("Nothing was handed in.");
            assertThat(alice.shown).hasSize(3);
            assertThat(posted).isEmpty();

            alice.wallet.sign(Wallet::sign);
            button(page, SIGN).click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
        }
    }

    private static final String OTHER_WALLETS = """
            const other = (info, provider = { request: () => new Promise(() => {}), on() { throw new Error("no"); } }) =>
              dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: { info, provider } }));
            globalThis.announceOthers = () => {
              other({ uuid: "1", name: "\\u202eksaMateM", icon: "javascript:alert(1)" });
              other({ uuid: "1", name: "once more" });
              other({ uuid: "2", name: undefined, icon: "https://evil.example/x.png" });
              other({ uuid: "3", name: "Sandbox wallet", rdns: "evil.example", icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='fetch(1)'/>" });
              other({ get uuid() { throw new Error("no"); } });
              other(null);
              for (let n = 4; n < 99; n++) other({ uuid: String(n), name: "x".repeat(n * 9) });
            };
            """;

    @Test
    void walletsThatAnnounceThemselvesLateOftenOrUnderOddNamesTakeNothingFromWhatIsTyped() {
        String closure = scene.closure();
        try (Person alice = scene.person(ALICE)) {
            alice.context.addInitScript(OTHER_WALLETS);
            Page page = alice.open(closure, ALICE);
            page.locator("#decline summary").click();
            page.getByLabel("Your reason").fill("I won that hand");
            page.evaluate("announceOthers()");

            Locator buttons = page.locator("#wallet button");
            assertThat(buttons).hasCount(12);
            assertThat(button(page, "Sign with ksaMateM")).isVisible();
            assertThat(button(page, "Sign with your wallet")).isVisible();
            assertThat(button(page, "Sign with Sandbox wallet (evil.example)")).isVisible();
            assertThat(page.locator("#wallet img")).hasCount(2);
            assertThat(page.getByLabel("Your reason")).hasValue("I won that hand");
            assertThat(page.getByLabel("Your reason")).isFocused();
            assertThat(page.locator("#decline pre")).containsText("reason: I won that hand");

            page.getByText("Sign with Sandbox wallet (dev.epilogue.sandbox)").click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
        }
    }

    @Test
    void theTimeRunsOutAndIsGivenAnewAndItIsCalledOffWhileThePageIsOpen() {
        String closure = scene.closure("v1", ",'policy':{'timeout':'PT5S'}");
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            assertThat(page.locator("#state h2")).hasText("Time is over");
            assertThat(button(page, SIGN)).hasCount(0);
            assertThat(page.locator("#decline, #handover").first()).isHidden();

            scene.post("/v1/closures/" + closure + "/extension", "{'seconds':3600,'newRound':true}");
            assertThat(button(page, SIGN)).isVisible();
            scene.post("/v1/closures/" + closure + "/cancellation", "{'reason':'changed our mind'}");
            assertThat(page.locator("#state h2")).hasText("Called off");
            assertThat(button(page, SIGN)).hasCount(0);
        }
    }

    /** A text that is only stored is not sold as one that is signed. */
    @Test
    void aTextThatIsNotSignedIsToldToBeNone() {
        String closure = scene.closure("v0.4", "");
        try (Person alice = scene.person(ALICE)) {
            alice.context.route(CLOSURE, route -> alter(route, "{'sessionData':'Bob owes Alice 100'}"));
            Page page = alice.open(closure, ALICE);
            assertThat(page.locator("#money pre")).hasText("Bob owes Alice 100");
            assertThat(page.locator("#money")).containsText("It is no part of what you sign");
        }
        String signed =
                scene.closure("v0.4", split("50", "37.5").replace("]}", "],'sessionData':'Bob owes Alice nothing'}"));
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(signed, ALICE);
            assertThat(page.locator("#money")).containsText("The session ends with this text stored in it:");
        }
    }

    @Test
    @EnabledIfNode
    void manyPeopleAndLongAmountsFitOnAPhone() {
        List<Wallet> everybody = Stage.wallets(32);
        String closure = scene.closure(everybody, "123456789012345678901234.000001");
        try (Person first = scene.person(new NewContextOptions().setViewportSize(360, 740), everybody.getFirst())) {
            Page page = first.open(closure, everybody.getFirst());
            assertThat(page.locator(".amount")).hasText("123456789012345678901234.000001 yusd");
            assertThat(page.locator("#signers li")).hasCount(32);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
            Axe.requireNothing(page);
            picture(page, "signing-phone-many");
        }
    }

    private static void counterPropose(String closure) {
        scene.post(
                "/v1/closures/" + closure + "/rounds",
                "{'basedOnRound':1,'reason':'as agreed'" + split("45", "42.5") + "}");
    }

    private static void note(Request request, List<String> posted) {
        if (request.method().equals("POST") && Pattern.matches(".*/(signatures|decline)$", request.url())) {
            posted.add(request.url());
        }
    }

    /** @param members put in place of the closure's own; those of its final state among them */
    private static void alter(Route route, String members) {
        var answer = route.fetch();
        ObjectNode closure = (ObjectNode) JsonMapper.shared().readTree(answer.text());
        JsonMapper.shared()
                .readTree(members.replace('\'', '"'))
                .propertyStream()
                .forEach(each -> {
                    boolean inState = each.getKey().equals("sessionData");
                    (inState ? (ObjectNode) closure.path("finalState") : closure).set(each.getKey(), each.getValue());
                });
        route.fulfill(new FulfillOptions().setResponse(answer).setBody(closure.toString()));
    }
}
