package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.web.pages.PageScene.button;
import static dev.epilogue.web.pages.PageScene.picture;
import static dev.epilogue.web.pages.PageScene.split;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.web.pages.PageScene.Person;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The inbox: signed in with a wallet, everything that waits for it. */
abstract class InboxPages {

    /** For whom nothing of another test waits. */
    private static final Wallet ERIN = dev.epilogue.testing.Stage.wallets(41).getLast();

    private static final Wallet FRED = dev.epilogue.testing.Stage.wallets(40).getLast();

    @Test
    @EnabledIfNode
    void everythingThatWaitsIsSignedOneAfterTheOther() {
        PageScene scene = PagesTest.scene();
        String same = scene.closureOf("v1", ERIN, "");
        String gain = scene.closureOf("v1", ERIN, split(ERIN, "60", "27.5"));
        String mandate = scene.closureOf("v0.4", ERIN, "");
        String left = scene.closureOf("v1", ERIN, split(ERIN, "10", "77.5"));
        try (Person erin = scene.person(ERIN)) {
            Page page = erin.open(scene.origin + "/inbox");
            button(page, "Sign in with Sandbox wallet").click();
            assertThat(page.locator("#act h1")).hasText("4 things wait for you");
            assertThat(erin.shown)
                    .singleElement()
                    .asString()
                    .startsWith("localhost:")
                    .contains(ERIN.address().checksummed());
            assertThat(page.locator(".group h2")).hasText(new String[] {
                "You get more than you have in it now 1",
                "You get less than you have in it now 1",
                "You get what you have in it now 2"
            });
            assertThat(page.locator(".group.gain .more")).hasText("+10");
            Axe.requireNothing(page);
            picture(page, "inbox");
            page.locator(".group.loss input").uncheck();
            erin.shown.clear();
            List<String> promised =
                    page.locator(".group:not(.loss) .screen > .hash").allTextContents();
            List<String> mandates = page.locator(".group .screen dd").allTextContents();

            button(page, "Sign 3 with Sandbox wallet").click();
            assertThat(page.locator("#act h1")).hasText("One thing waits for you");

            assertThat(erin.shown).hasSize(4).containsAll(promised);
            assertThat(mandates).hasSize(4);
            assertThat(erin.shown)
                    .anySatisfy(shown -> assertThat(shown)
                            .startsWith("Mandate")
                            .contains(mandates.get(0), mandates.get(1), mandates.get(2)));
            for (String closure : List.of(same, gain, mandate)) {
                assertThat(scene.get(closure).at("/consensus/signed")).hasSize(1);
            }
            assertThat(scene.get(left).at("/consensus/signed")).isEmpty();
            page.reload();
            assertThat(page.locator("#act h1")).hasText(Pattern.compile("One thing waits"));
        }
    }

    /** One that cannot be shown, one whose round moves, one session twice, a wallet that says nothing, a gateway in between. */
    @Test
    void whatIsWrongWithOneOfThemHindersNoOther() {
        PageScene scene = PagesTest.scene();
        String good = scene.closureOf("v1", FRED, "");
        String gone = scene.closureOf("v1", FRED, "");
        String lying = scene.closureOf("v1", FRED, "");
        try (Person fred = scene.person(FRED)) {
            fred.context.route(
                    "**/v1/closures/" + gone,
                    route -> route.fulfill(new FulfillOptions()
                            .setStatus(404)
                            .setBody("{\"code\":\"closure-not-found\",\"retryable\":false}")));
            fred.context.route("**/v1/closures/" + lying, route -> {
                var answer = route.fetch();
                route.fulfill(new FulfillOptions()
                        .setResponse(answer)
                        .setBody(answer.text().replace("\"amount\":\"50\"", "\"amount\":\"500\"")));
            });
            Page page = fred.open(scene.origin + "/inbox");
            button(page, "Sign in with Sandbox wallet").click();
            assertThat(page.locator(".group h2")).hasText(new String[] {
                "You get what you have in it now 1",
                "Not to be shown at the moment 1",
                "Do not sign: the service asks for something else than it shows 1"
            });
            picture(page, "inbox-troubles");

            fred.unanswered = "personal_sign";
            button(page, "Sign one with Sandbox wallet").click();
            button(page, "Stop waiting for the wallet").click();
            assertThat(page.locator("#act .trouble")).containsText("waits for your wallet no longer");
            fred.answersAgain();
            fred.context.route(
                    "**/v1/signatures",
                    route ->
                            route.fulfill(new FulfillOptions().setStatus(502).setBody("<html>502 Bad Gateway</html>")));
            button(page, "Sign one with Sandbox wallet").click();
            assertThat(page.locator("#act .trouble")).containsText("The service cannot be reached");
            assertThat(scene.get(good).at("/consensus/signed")).isEmpty();

            fred.context.unroute("**/v1/signatures");
            button(page, "Sign one with Sandbox wallet").click();
            assertThat(page.locator(".entry .more")).hasText("You have signed.");
            assertThat(scene.get(good).at("/consensus/signed")).hasSize(1);
            for (String other : List.of(gone, lying)) {
                assertThat(scene.get(other).at("/consensus/signed")).isEmpty();
            }
        }
    }
}
