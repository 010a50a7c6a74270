package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.pages.PageScene.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.web.pages.PageScene.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The check page: one file, with and without a service. */
abstract class CheckPages {

    private static final String MESSAGE = "#result .hash";

    @Test
    void theSigningPageHandsItsFieldsOverAndTheSameComesOut() {
        PageScene scene = PagesTest.scene();
        for (String dialect : List.of("v1", "v0.4")) {
            String closure = scene.closure(dialect, "");
            try (Person alice = scene.person(ALICE)) {
                Page page = alice.open(closure, ALICE);
                page.locator("#wallet > details > summary").click();
                String digest = page.locator("#wallet details dd code").last().textContent();
                Page check = alice.context.waitForPage(
                        () -> page.locator("#wallet details a").click());

                assertThat(check.locator("#digest")).hasText(digest);
                check.getByLabel("Compare with").fill(digest);
                assertThat(check.locator("#verdict")).hasText("✓ The same.");
                check.getByLabel("Amount").first().fill("51");
                assertThat(check.locator("#verdict")).hasText("Different. Do not sign.");
                assertThat(check.url()).as("the fields are gone from it").isEqualTo(scene.origin + "/s/check");
            }
        }
    }

    /** Typed in by hand, from what was agreed and from nothing that any page said. */
    @Test
    @EnabledIfNode
    void savedAsAFileItWorksWithoutAnyService(@TempDir Path folder) throws IOException {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure();
        JsonNode agreed = scene.get(closure);
        Path saved = Files.writeString(
                folder.resolve("check.html"), scene.stage.get("/s/check").text());
        try (Person alice = scene.person()) {
            alice.context.setOffline(true);
            Page page = alice.open(saved.toUri().toString());
            assertThat(page.locator("#intro")).containsText("It reaches no network.");
            page.getByLabel("Session (").fill(agreed.path("sessionId").asString());
            page.getByLabel("Version").fill("5");
            int row = 0;
            for (var holding : List.of(List.of(BOB, "37.5"), List.of(ALICE, "50.0"))) {
                page.getByLabel("Participant")
                        .nth(row)
                        .fill(((dev.epilogue.sandbox.Wallet) holding.get(0))
                                .address()
                                .toString());
                page.getByLabel("Asset").nth(row).fill("yusd");
                page.getByLabel("Amount").nth(row++).fill((String) holding.get(1));
            }

            assertThat(page.locator(MESSAGE))
                    .hasText(scene.payload(closure).path("message").asString());
            Axe.requireNothing(page);
            picture(page, "check-offline");
        }
    }
}
