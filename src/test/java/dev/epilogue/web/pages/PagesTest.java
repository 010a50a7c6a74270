package dev.epilogue.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.testing.EnabledIfBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The pages in a real browser, in front of one service: its nodes, its browser and its start are shared by all of them. */
@EnabledIfBrowser
class PagesTest {

    private static PageScene scene;

    @BeforeAll
    static void start() {
        scene = new PageScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    static PageScene scene() {
        return scene;
    }

    /** Nothing failed, and nothing was tried that a page's policy forbids. */
    @AfterEach
    void noComplaints() {
        assertThat(scene.complaints()).isEmpty();
    }

    @Nested
    class Signing extends SigningPages {}

    @Nested
    class Untrusted extends UntrustedPages {}

    @Nested
    class OtherBrowsers extends HandedOverPages {}

    @Nested
    class Checking extends CheckPages {}

    @Nested
    class Scanning extends ScanPages {}

    @Nested
    class Verifying extends VerifyPages {}

    @Nested
    class Inbox extends InboxPages {}
}
