package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.pages.PageScene.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.epilogue.web.pages.PageScene.Person;
import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the signing page's screen to the check page of another device, by a code that the page asks no service for. */
abstract class ScanPages {

    @Test
    void theFieldsAreScannedFromTheSigningPage() {
        PageScene scene = PagesTest.scene();
        try (Person alice = scene.person(ALICE);
                Person phone = scene.person()) {
            Page page = alice.open(scene.closure(), ALICE);
            page.locator("#wallet > details > summary").click();
            String address =
                    scene.origin + page.locator("#wallet details a").first().getAttribute("href");
            String digest = page.locator("#wallet details dl code").last().textContent();
            page.locator("#wallet .scan summary").first().click();
            Locator code = page.locator("#wallet .scan svg").first();
            assertThat(code.locator("path").getAttribute("d")).isEqualTo(path(kept(address, maskOf(page, address))));
            picture(page, "signing-scan");

            Page check = phone.open(address);
            assertThat(check.locator("#digest")).hasText(digest);
            assertThat(check.url()).as("the fields are gone from it").isEqualTo(scene.origin + "/s/check");
        }
    }

    @Test
    void everyCodeIsWhatAKeptLibraryDraws() {
        PageScene scene = PagesTest.scene();
        try (Person alice = scene.person(ALICE)) {
            Page page = alice.open(scene.closure(), ALICE);
            for (int length : List.of(1, 17, 18, 106, 107, 230, 231, 425, 792, 1273, 1990, 2953)) {
                String text = IntStream.range(0, length)
                        .mapToObj(at -> String.valueOf((char) (33 + (at * at + 7 * at + length) % 94)))
                        .collect(Collectors.joining());
                List<?> drawn = drawn(page, text);
                assertThat(drawn).as("%d bytes", length).isEqualTo(kept(text, maskOf(page, text)));
            }
            assertThat(drawn(page, "x".repeat(2954))).isNull();
        }
    }

    private static List<String> kept(String text, int mask) {
        QrCode code = QrCode.encodeSegments(
                List.of(QrSegment.makeBytes(text.getBytes(StandardCharsets.UTF_8))),
                QrCode.Ecc.LOW,
                1,
                40,
                mask,
                false);
        return IntStream.range(0, code.size)
                .mapToObj(y -> IntStream.range(0, code.size)
                        .mapToObj(x -> code.getModule(x, y) ? "1" : "0")
                        .collect(Collectors.joining()))
                .toList();
    }

    private static String path(List<String> rows) {
        return IntStream.range(0, rows.size())
                .boxed()
                .flatMap(y -> IntStream.range(0, rows.size())
                        .filter(x -> rows.get(y).charAt(x) == '1')
                        .mapToObj(x -> "M%d %dh1v1h-1z".formatted(x + 4, y + 4)))
                .collect(Collectors.joining());
    }

    /** As the code says itself, beside its upper left corner; which one is chosen is the drawer's taste. */
    private static int maskOf(Page page, String text) {
        List<?> rows = drawn(page, text);
        String bits = IntStream.of(2, 3, 4)
                .mapToObj(x -> rows.get(8).toString().substring(x, x + 1))
                .collect(Collectors.joining());
        return Integer.parseInt(bits, 2) ^ 0b101;
    }

    private static List<?> drawn(Page page, String text) {
        return (List<?>) page.evaluate("""
                async (text) => (await import(document.querySelector("script[src]").src.replace("sign.js", "qr.js"))).modules(text)""", text);
    }
}
