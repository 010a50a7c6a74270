package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.web.pages.PageScene.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.epilogue.web.pages.PageScene.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that verifies certificates: those of every kind of end that are kept, and one of a closure that was closed just now. */
abstract class VerifyPages {

    private static final Path KEPT = Path.of("src", "test", "resources", "certificates");
    private static final String VERDICT = "#result h2";
    private static final String HOLDS = "✓ It holds.";

    @Test
    void theServicesOwnCertificateHoldsUnderTheServicesKeys() {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure();
        scene.sign(closure, ALICE);
        scene.sign(closure, BOB);
        scene.awaitEnd(closure);
        try (Person anybody = scene.person()) {
            Page page = anybody.open(scene.origin + "/verify");
            give(page, "certificate", scene.certificate(closure));
            assertThat(page.locator(VERDICT)).hasText(HOLDS);
            assertThat(page.locator("#result .warning")).containsText("Whose seal it is was not checked");

            give(page, "keys", scene.stage.get("/.well-known/jwks.json").text());

            assertThat(page.locator("#result .warning")).hasCount(0);
            assertThat(page.locator("#result dl")).containsText("SETTLED");
            assertThat(page.locator("#signers")).containsText(ALICE.address().checksummed());
            Axe.requireNothing(page);
            picture(page, "verify");
        }
    }

    @Test
    void savedAsAFileItKnowsEveryKindOfEndAndNamesWhatWasChanged(@TempDir Path folder) throws IOException {
        PageScene scene = PagesTest.scene();
        Path saved = Files.writeString(
                folder.resolve("verify.html"), scene.stage.get("/verify").text());
        try (Person anybody = scene.person();
                Stream<Path> kept = Files.list(KEPT)) {
            anybody.context.setOffline(true);
            Page page = anybody.open(saved.toUri().toString());
            assertThat(page.locator("#intro")).containsText("It reaches no network.");
            for (Path certificate : kept.sorted().toList()) {
                page.locator("#certificate").setInputFiles(certificate);
                assertThat(page.locator("#result dl")).containsText(id(certificate));
                assertThat(page.locator(VERDICT)).hasText(HOLDS);
                assertThat(page.locator("#result")).not().containsText("undefined");
                if (certificate.endsWith("v1-declined.json")) {
                    assertThat(page.locator("#signers")).containsText("declined round 1: “");
                    picture(page, "verify-declined");
                }
            }
            String whole = Files.readString(KEPT.resolve("v1-closed.json"));
            for (List<String> change : List.of(
                    List.of("\"SETTLED\"", "\"EXPIRED\"", "closure"),
                    List.of("\"amount\":\"37.5\"", "\"amount\":\"38.5\"", "round 1"),
                    List.of("epilogue-certificate/1", "epilogue-certificate/9", "format"),
                    List.of("\"statements\"", "\"sentences\"", "file"))) {
                assertThat(whole).contains(change.get(0));
                give(page, "certificate", whole.replace(change.get(0), change.get(1)));
                assertThat(page.locator("#broken")).containsText(change.get(2) + ":");
                assertThat(page.locator(VERDICT)).hasText("It does not hold.");
            }
            Axe.requireNothing(page);
            picture(page, "verify-broken");
        }
    }

    @Test
    void filesAreDroppedAndAForeignKeySetIsNotBelieved() throws IOException {
        String certificate = Files.readString(KEPT.resolve("v1-closed.json"));
        String foreign = PagesTest.scene().stage.get("/.well-known/jwks.json").text();
        try (Person anybody = PagesTest.scene().person()) {
            Page page = anybody.open(PagesTest.scene().origin + "/verify");
            page.evaluate("""
                    (texts) => {
                      const data = new DataTransfer();
                      texts.forEach((text, at) => data.items.add(new File([text], `${at}.json`)));
                      document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
                    }""", List.of(certificate, foreign));
            assertThat(page.locator("#broken")).containsText("seal: was made by no key of the key set");
        }
    }

    private static String id(Path certificate) throws IOException {
        return Files.readString(certificate).replaceFirst("(?s).*?\"closureId\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private static void give(Page page, String chooser, String text) {
        page.locator("#" + chooser)
                .setInputFiles(
                        new FilePayload(chooser + ".json", "application/json", text.getBytes(StandardCharsets.UTF_8)));
    }
}
