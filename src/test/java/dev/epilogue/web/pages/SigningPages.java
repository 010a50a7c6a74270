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
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.web.pages.PageScene.Person;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signing page in a real browser, with a wallet that asks its user and shows what it would sign. */
abstract class SigningPages {

    private static final String SIGN = "Sign with Sandbox wallet";

    private static PageScene scene;

    @BeforeAll
    static void enter() {
        scene = PagesTest.scene();
    }

    @Test
    void whatThePageShowsIsWhatTheWalletShowsAndWhatIsSigned() {
        String closure = scene.closure("v1", split("80", "7.5") + ",'memo':'Table 17 ends','reference':'table-17'");
        try (Person alice = scene.person(ALICE, BOB)) {
            Page page = alice.open(closure, ALICE);

            assertThat(page.locator("#asker h1")).hasText("River Casino asks you to sign how a session ends");
            assertThat(page.locator(".amount")).hasText("80 yusd");
            assertThat(page.locator(".gain .change")).hasText("30 yusd more than you have in it now");
            Locator hashes = page.locator("#wallet .hash");
            assertThat(hashes).hasCount(2);
            List<String> promised = hashes.allTextContents();
            picture(page, "signing-desktop");
            button(page, SIGN).click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");

            assertThat(alice.shown).isEqualTo(promised);
            assertThat(scene.get(closure).at("/consensus/signed/0/participant").asString())
                    .isEqualTo(ALICE.address().checksummed());
            assertThat(page.url()).as("the token is gone from it").isEqualTo(scene.origin + "/s/" + closure);

            scene.sign(closure, BOB);
            assertThat(page.locator("#signers .count")).hasText("2 of 2");
            assertThat(page.locator("#state h2"))
                    .hasText(Pattern.compile("Enough have signed|The session is closed|Done"));
            page.reload();
            assertThat(page.locator(".amount")).hasText("80 yusd");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0.4", "v0.2"})
    void whereTheWalletCannotSignItVouchesOnceForAKeyThatThePageForgets(String dialect) {
        String closure = scene.closure(dialect, split("80", "7.5"));
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            Locator screen = page.locator("#wallet .screen");
            assertThat(screen.locator("dd")).hasCount(4);
            String key = screen.locator("dd").nth(1).textContent();
            String until = screen.locator("dd b").last().textContent();
            picture(page, "signing-" + dialect);
            button(page, SIGN).click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");

            assertThat(alice.shown)
                    .singleElement()
                    .isEqualTo("Mandate · Epilogue, version 1\nparticipant: %s\nsigner: %s\nsession: %s\nnotAfter: %s"
                            .formatted(
                                    ALICE.address().checksummed(),
                                    key,
                                    scene.get(closure).path("sessionId").asString(),
                                    until));
            assertThat(scene.get(closure).at("/consensus/signed/0/signer").asString())
                    .isEqualTo(key);
            scene.sign(closure, BOB);
            assertThat(page.locator("#signers .count")).hasText("2 of 2");
        }
    }

    @Test
    void whoDeclinesSignsTheReasonThatEverybodySees() {
        String closure = scene.closure();
        try (Person alice = scene.person(ALICE);
                Person bob = scene.person(BOB)) {
            Page watching = alice.open(closure, ALICE);
            Page page = bob.open(closure, BOB);
            page.locator("#decline summary").click();
            button(page, "Decline with Sandbox wallet").click();
            assertThat(page.locator("#decline [role=alert]")).hasText("Give a reason first.");
            page.getByLabel("Your reason").fill("I won <b>that</b> hand");
            String promised = page.locator("#decline pre").textContent();
            button(page, "Decline with Sandbox wallet").click();

            assertThat(watching.locator("#signers li.declined .note")).containsText("“I won <b>that</b> hand”");
            assertThat(page.locator("#state h2")).hasText("Declined");
            assertThat(watching.locator("#wallet")).isHidden();
            assertThat(bob.shown).containsExactly(promised);
            assertThat(promised).startsWith("Epilogue decline\nservice: " + scene.origin);
        }
    }

    /** In between sits somebody who alters the service's answers by as little as there is. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "v1, payloads, a byte of the message, '\"message\":\"0x.', '\"message\":\"0x#'",
        "v1, payloads, a byte of the digest, '\"digest\":\"0x.', '\"digest\":\"0x#'",
        "v1, payloads, the version, '\"versionNumber\":5', '\"versionNumber\":6'",
        "v1, payloads, an amount that is asked for, '\"amount\":\"50\"', '\"amount\":\"5\"'",
        "v1, closure, an amount that is shown, '\"amount\":\"50\"', '\"amount\":\"500\"'",
        "v1, closure, the session, '\"sessionId\":\"0x.', '\"sessionId\":\"0x#'",
        "v0.4, payloads, an amount in the text, '\\\\\"amount\\\\\":\\\\\"50\\\\\"', '\\\"amount\\\":\\\"51\\\"'",
        "v0.4, payloads, a byte of the digest, '\"digest\":\"0x.', '\"digest\":\"0x#'",
    })
    void aServiceThatLiesByAByteGetsNoSignature(String dialect, String where, String what, String from, String to) {
        String closure = scene.closure(dialect, "");
        try (Person alice = scene.person(ALICE)) {
            List<String> altered = new CopyOnWriteArrayList<>();
            UnaryOperator<String> lie = body -> {
                String lied = Pattern.compile(from)
                        .matcher(body)
                        .replaceFirst(found -> to.replace("#", found.group().endsWith("a") ? "b" : "a")
                                .replace("\\", "\\\\"));
                altered.add(lied.equals(body) ? "nothing" : lied);
                return lied;
            };
            String path = where.equals("closure")
                    ? "/v1/closures/[0-9a-f-]{36}$"
                    : "/v1/closures/[0-9a-f-]{36}/payloads\\?.*";
            alice.context.route(Pattern.compile(".*" + path), route -> tamper(route, lie));
            Page page = alice.open(closure, ALICE);

            assertThat(page.locator("#wallet h2")).hasText("Do not sign");
            assertThat(altered).isNotEmpty().doesNotContain("nothing");
            assertThat(button(page, SIGN)).hasCount(0);
            assertThat(alice.shown).isEmpty();
            if (what.contains("shown")) {
                picture(page, "signing-tampered");
            }
        }
    }

    @Test
    void everyRefusalOfAWalletIsASentenceAndAWayOn() {
        String closure = scene.closure();
        try (Person alice = scene.person(BOB)) {
            Page page = alice.open(closure, ALICE);
            Locator trouble = page.locator("#wallet .trouble");
            button(page, SIGN).click();
            assertThat(trouble).containsText("shows another account");
            assertThat(trouble).containsText(ALICE.address().checksummed());
            picture(page, "signing-wrong-account");

            alice.wallet.lock(true);
            button(page, "Try again").click();
            assertThat(trouble).containsText("already asking you something");

            alice.wallet.lock(false);
            alice.wallet.show();
            button(page, "Try again").click();
            assertThat(trouble).containsText("locked");

            alice.wallet.show(ALICE);
            alice.agrees = false;
            button(page, "Try again").click();
            assertThat(trouble).containsText("You refused in your wallet");
            page.evaluate(
                    "dispatchEvent(new CustomEvent('sandbox-wallet', {detail: {type: 'chainChanged', value: '0x5'}}))");
            assertThat(page.locator("#announcements")).containsText("changed its network");
            assertThat(scene.get(closure).at("/consensus/signed")).isEmpty();

            alice.agrees = true;
            button(page, "Try again").click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
        }
    }

    @Test
    void aLinkThatWasTakenBackEndsWhatIsOpenAndOpensNothingAnyMore() {
        String closure = scene.closure();
        var link = scene.link(closure, ALICE);
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(link.at("/url"));
            assertThat(button(page, SIGN)).isVisible();

            scene.revoke(closure, link.at("/linkId"));

            assertThat(button(page, SIGN)).hasCount(0);
            assertThat(alice.open(link.at("/url")).locator("#notice h1")).hasText("This link no longer works");
            assertThat(alice.open(scene.origin + "/s/" + closure).locator("#notice h1"))
                    .hasText("Open your link again");
            assertThat(alice.open(scene.origin + "/s/nothing").locator("#notice h1"))
                    .hasText("This is not a link to sign");
        }
    }

    @Test
    @EnabledIfNode
    void aLinkWhoseTimeIsOverOpensNothing() {
        String closure = scene.closure();
        var link = scene.link(closure, ALICE);
        scene.expire(link.at("/linkId"));
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(link.at("/url"));
            assertThat(page.locator("#notice h1")).hasText("This link no longer works");
            assertThat(page.locator("#notice")).containsText("Ask those who sent it for a new one.");
            assertThat(button(page, SIGN)).hasCount(0);
            Axe.requireNothing(page);
            picture(page, "signing-link-expired");
        }
    }

    @Test
    void aLinkForOneUseIsUsedOnceAndLastsAsLongAsThePage() {
        String closure = scene.closure();
        String url = scene.post(
                        "/v1/closures/" + closure + "/links", "{'participant':'" + ALICE.address() + "','reuse':false}")
                .at("/url");
        try (Person alice = scene.person(ALICE);
                Person late = scene.person(ALICE)) {
            Page page = alice.open(url);
            button(page, SIGN).click();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
            page.reload();
            assertThat(page.locator("#state h2")).hasText("You have signed.");
            assertThat(late.open(url).locator("#notice h1")).hasText("This link no longer works");
        }
    }

    @Test
    void nothingMovesForWhoWantsNothingToMove() {
        String closure = scene.closure();
        for (ReducedMotion wish : ReducedMotion.values()) {
            try (Person alice = scene.person(new NewContextOptions().setReducedMotion(wish), ALICE)) {
                Page page = alice.open(closure, ALICE);
                button(page, SIGN).waitFor();
                var moving = (Integer) page.evaluate("""
                        [...document.querySelectorAll("*")].map((each) => getComputedStyle(each))
                          .filter((style) => style.transitionDuration !== "0s" || style.animationName !== "none").length""");
                assertThat(moving > 0).as("%s: %d", wish, moving).isEqualTo(wish == ReducedMotion.NO_PREFERENCE);
            }
        }
    }

    @Test
    void twoPeoplesLinksInTwoTabsOfOneBrowserAreTwoPeople() {
        String first = scene.closure();
        String second = scene.closure("v1", split("0", "87.5"));
        try (Person both = scene.person(ALICE, BOB)) {
            Page alices = both.open(first, ALICE);
            Page bobs = both.open(second, BOB);
            assertThat(alices.locator(".amount")).hasText("50 yusd");
            assertThat(bobs.locator(".amount")).hasText("87.5 yusd");
            button(alices, SIGN).click();
            button(bobs, SIGN).click();
            assertThat(alices.locator("#state h2")).hasText("You have signed.");
            assertThat(bobs.locator("#state h2")).hasText("You have signed.");
            assertThat(scene.get(first).at("/consensus/signed/0/participant").asString())
                    .isEqualTo(ALICE.address().checksummed());
            assertThat(scene.get(second).at("/consensus/signed/0/participant").asString())
                    .isEqualTo(BOB.address().checksummed());
        }
    }

    /** The later link does not put its owner in the place of the one whose tab was open before. */
    @Test
    void twoPeoplesLinksToOneClosureInTwoTabsNeverSignForEachOther() {
        String closure = scene.closure();
        try (Person both = scene.person(ALICE, BOB)) {
            Page alices = both.open(closure, ALICE);
            assertThat(button(alices, SIGN)).isVisible();
            Page bobs = both.open(closure, BOB);
            assertThat(bobs.locator("#who")).containsText(BOB.address().checksummed());
            button(bobs, SIGN).click();
            assertThat(bobs.locator("#state h2")).hasText("You have signed.");
            assertThat(alices.locator("#signers .count")).hasText("1 of 2");
            assertThat(alices.locator("#who")).containsText(ALICE.address().checksummed());
            assertThat(scene.get(closure).at("/consensus/signed/0/participant").asString())
                    .isEqualTo(BOB.address().checksummed());
            assertThat(scene.get(closure).at("/consensus/signed")).hasSize(1);
        }
    }

    @Test
    void whoSignedBeforeIsToldWhatHasChangedSince() {
        String closure = scene.closure();
        scene.sign(closure, ALICE);
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            assertThat(page.locator("#state h2")).hasText("You have signed.");

            scene.post(
                    "/v1/closures/" + closure + "/rounds",
                    "{'basedOnRound':1,'reason':'as agreed'" + split("45", "42.5") + "}");

            assertThat(page.locator("#since")).containsText("You signed round 1.");
            assertThat(page.locator("#since li").first()).containsText("50 → 45 yusd");
            assertThat(page.locator(".gain .change")).hasText("5 yusd less than you have in it now");
            assertThat(button(page, SIGN)).isVisible();
        }
    }

    @Test
    void markupInWordsIsShownAsWords() {
        String markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        String closure = scene.closure("v1", ",'memo':'" + markup + "'");
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            assertThat(page.locator("body")).containsText(markup);
            assertThat(page.locator("img[src=x]")).hasCount(0);
        }
    }

    @Test
    void charactersThatLookLikeOthersAreMarked() {
        String closure = scene.closure("v1", ",'memo':'P\u0430yout of the evening','reference':'t\u0430ble-17'");
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            assertThat(page.locator(".warning")).containsText("U+0430");
            assertThat(page.locator("mark")).hasCount(2);
        }
    }

    /** Every state that asks for something, dark and light, on a screen of 360 pixels: nothing beyond its edge, nothing that axe finds. */
    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @EnabledIfNode
    void itIsReadAndSignedOnASmallScreenAndByKeyboardAlone(ColorScheme colors) {
        String closure = scene.closure("v1", split("80", "7.5") + ",'memo':'P\u0430yout of the evening'");
        NewContextOptions phone = new NewContextOptions()
                .setViewportSize(360, 740)
                .setColorScheme(colors)
                .setReducedMotion(ReducedMotion.REDUCE);
        try (Person alice = scene.person(phone, BOB)) {
            Page page = alice.open(closure, ALICE);
            tabTo(page, button(page, SIGN));
            page.keyboard().press("Enter");
            assertThat(page.locator("#wallet .trouble")).isVisible();
            tabTo(page, page.locator("#wallet > details > summary"));
            page.keyboard().press("Enter");
            tabTo(page, page.locator("#decline summary"));
            page.keyboard().press("Enter");
            Axe.requireNothing(page);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing is beyond the screen's edge")
                    .isTrue();
            picture(page, "signing-phone-" + colors.name().toLowerCase(Locale.ROOT));

            alice.wallet.show(ALICE);
            tabTo(page, button(page, "Try again"));
            page.keyboard().press("Space");
            assertThat(page.locator("#state h2")).hasText("You have signed.");
            Axe.requireNothing(page);
        }
    }

    private static void tabTo(Page page, Locator wanted) {
        wanted.waitFor();
        page.evaluate("document.activeElement.blur()");
        for (int presses = 0; presses < 30; presses++) {
            page.keyboard().press("Tab");
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("not reached by keyboard: " + wanted);
    }

    private static void tamper(Route route, UnaryOperator<String> lie) {
        var answer = route.fetch();
        route.fulfill(new FulfillOptions().setResponse(answer).setBody(lie.apply(answer.text())));
    }
}
