package dev.epilogue.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whoever waits for something looks at once and then often; found by JUnit, for every test. The library's own tenths of a second add up to minutes. */
public final class EagerLooks implements BeforeAllCallback {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration NEXT = Duration.ofMillis(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(FIRST);
        Awaitility.setDefaultPollInterval(NEXT);
    }
}
