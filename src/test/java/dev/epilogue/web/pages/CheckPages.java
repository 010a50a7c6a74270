package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.pages.PageScene.button;
import static dev.epilogue.web.pages.PageScene.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.epilogue.testing.EnabledIfNode;
import dev.epilogue.web.pages.PageScene.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                        () -> page.locator("#wallet details a").first().click());

                assertThat(check.locator("#digest")).hasText(digest);
                check.getByLabel("Compare with").fill(digest);
                assertThat(check.locator("#verdict")).hasText("✓ The same.");
                check.getByLabel("Amount").first().fill("51");
                assertThat(check.locator("#verdict")).hasText("Different. Do not sign.");
                assertThat(check.url()).as("the fields are gone from it").isEqualTo(scene.origin + "/s/check");
            }
        }
    }

    /** The one thing that this browser has not got, made out of what it has: a reader that finds {@code code} in whatever shows a picture. */
    private static final String READER = """
            globalThis.BarcodeDetector = class {
              async detect(seen) { return (seen.videoWidth ?? seen.width) > 0 ? [{ rawValue: globalThis.code }] : []; }
            };
            if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
              const canvas = document.createElement("canvas");
              canvas.getContext("2d").fillRect(0, 0, 9, 9);
              return globalThis.stream = canvas.captureStream(5);
            };
            """;

    @Test
    void fieldsThatWereKeptAreReadFromTheirFile(@TempDir Path folder) {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure();
        Path kept = folder.resolve("fields.json");
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            page.locator("#wallet > details > summary").click();
            page.waitForDownload(
                            () -> page.getByText("Keep these fields as a file").click())
                    .saveAs(kept);
            Page check = alice.open(scene.origin + "/s/check");
            check.locator("summary").click();
            assertThat(check.locator("details")).containsText("This browser cannot read codes.");

            check.locator("#file").setInputFiles(kept);

            assertThat(check.locator(MESSAGE))
                    .hasText(scene.payload(closure).path("message").asString());
            check.locator("#file")
                    .setInputFiles(file("nothing", "text/plain", "no fields".getBytes(StandardCharsets.UTF_8)));
            assertThat(check.locator("[role=status].note")).hasText("No fields and no hash were found in that.");
            check.locator("#file").setInputFiles(file("picture", "image/png", check.screenshot()));
            assertThat(check.locator("[role=status].note")).containsText("cannot read codes");
        }
    }

    @Test
    @EnabledIfNode
    void whereTheBrowserReadsCodesTheyComeFromPicturesAndFromTheCamera() {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure();
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(closure, ALICE);
            page.locator("#wallet > details > summary").click();
            Object address = page.locator("#wallet details a").first().evaluate("link => link.href");
            alice.context.addInitScript(READER);
            Page check = alice.open(scene.origin + "/s/check");
            check.locator("summary").click();
            check.evaluate("code => globalThis.code = code", address);
            check.locator("#file").setInputFiles(file("code", "image/png", check.screenshot()));
            assertThat(check.locator(MESSAGE))
                    .hasText(scene.payload(closure).path("message").asString());

            check.evaluate("code => globalThis.code = code", "nothing of use");
            button(check, "Scan a code with the camera").click();
            assertThat(check.locator("video")).isVisible();
            Axe.requireNothing(check);
            picture(check, "check-scanning");
            check.evaluate(
                    "code => globalThis.code = code",
                    scene.payload(closure).path("digest").asString());
            assertThat(check.locator("#verdict")).hasText("✓ The same.");
            assertThat(check.locator("video")).hasCount(0);
            assertThat((Boolean) check.evaluate("globalThis.stream.active")).isFalse();
        }
    }

    /** What the page cannot show in whole it takes nothing of; what makes no sense is named; what is emptied can be said by hand. */
    @Test
    void wrongFieldsAreNeverHalfTaken() {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure("v0.4", "");
        JsonNode asked = scene.payload(closure);
        try (Person alice = scene.person()) {
            Page page = alice.open(scene.origin + "/s/check#{%22dialect%22:%22nitronode-v9%22,%22allocations%22:[]}");
            assertThat(page.locator("#result .trouble")).containsText("Nothing of them was taken.");
            page.locator("summary").click();
            String fields =
                    "{\"dialect\":\"nitrorpc-0.4\",\"session\":\"%s\",\"request\":%s,\"timestamp\":%s,\"allocations\":%s}";
            String right = fields.formatted(
                    scene.get(closure).path("sessionId").asString(),
                    asked.at("/request/id"),
                    asked.at("/request/timestamp"),
                    asked.path("allocations"));
            page.locator("#file")
                    .setInputFiles(file(
                            "more",
                            "application/json",
                            right.replace("\"50\"", "50").getBytes(StandardCharsets.UTF_8)));
            assertThat(page.locator("[role=status].note")).hasText("No fields and no hash were found in that.");
            page.locator("#file")
                    .setInputFiles(file("right", "application/json", right.getBytes(StandardCharsets.UTF_8)));
            page.getByLabel("Compare with").fill(asked.path("digest").asString());
            assertThat(page.locator("#verdict")).hasText("✓ The same.");
            page.getByLabel("The close empties the data that is stored").check();
            assertThat(page.locator("#verdict")).hasText("Different. Do not sign.");
            page.getByLabel("Participant")
                    .nth(1)
                    .fill(page.getByLabel("Participant").first().inputValue());
            assertThat(page.locator("#result")).containsText("one row for each participant and asset, not two");
        }
    }

    private static FilePayload file(String name, String type, byte[] bytes) {
        return new FilePayload(name, type, bytes);
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
