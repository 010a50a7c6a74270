package dev.epilogue.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.web.pages.PageScene.button;
import static dev.epilogue.web.pages.PageScene.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.epilogue.web.pages.PageScene.Person;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From one browser to another, which shares nothing with it: by a code that is good once. */
abstract class HandedOverPages {

    @Test
    void aCodeOpensThePageInAnotherBrowserOnce() {
        PageScene scene = PagesTest.scene();
        String closure = scene.closure();
        try (Person desk = scene.person();
                Person phone = scene.person(ALICE)) {
            Page page = desk.open(closure, ALICE);
            page.locator("#handover summary").click();
            button(page, "Show a code").click();
            Locator code = page.locator("#handover .handover code");
            String address = code.textContent();
            assertThat(address).startsWith(scene.origin + "/s/h/").doesNotContain("epl_");
            assertThat(page.locator("#handover svg path").getAttribute("d")).startsWith("M4 4h1v1h-1z");
            page.locator("#handover").scrollIntoViewIfNeeded();
            picture(page, "signing-handover");

            Page there = phone.open(address);
            button(there, "Sign with Sandbox wallet").click();
            assertThat(there.locator("#state h2")).hasText("You have signed.");
            assertThat(there.url()).isEqualTo(scene.origin + "/s/" + closure);
            assertThat(page.locator("#signers .count")).hasText("1 of 2");

            assertThat(phone.open(address).locator("#notice h1")).hasText("This link no longer works");
        }
    }

    /** Wallets' own schemes: no server stands between, and what stands in them is the code alone. */
    @Test
    void onAPhoneTheCodeIsAlsoALinkIntoEachWalletsBrowser() {
        PageScene scene = PagesTest.scene();
        NewContextOptions touched = new NewContextOptions()
                .setViewportSize(360, 740)
                .setIsMobile(true)
                .setHasTouch(true);
        try (Person phone = scene.person(touched)) {
            Page page = phone.open(scene.closure(), ALICE);
            page.locator("#handover summary").click();
            button(page, "Show a code").click();
            String address = page.locator("#handover .handover code").textContent();
            String there = address.replace("http://", "");
            String quoted = address.replace(":", "%3A").replace("/", "%2F");
            Locator links = page.locator("#handover a");
            assertThat(links).hasText(new String[] {"MetaMask", "Coinbase Wallet", "Trust Wallet"});
            assertThat(links.all().stream()
                            .map(link -> link.getAttribute("href"))
                            .toList())
                    .isEqualTo(List.of(
                            "metamask://dapp/" + there,
                            "cbwallet://dapp?url=" + quoted,
                            "trust://open_url?coin_id=60&url=" + quoted));
            page.locator("#handover").scrollIntoViewIfNeeded();
            picture(page, "signing-handover-phone");
        }
    }
}
