package dev.epilogue.web.gate;

import dev.epilogue.credential.ApiKeys;
import dev.epilogue.credential.Tokens;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** A service that lets nobody in is not started: there is no credential by default, and whoever installs it is told how to make one. */
@Component
final class SomebodyGetsIn implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AccessSettings settings;
    private final ApiKeys keys;
    private final Tokens tokens;
    private volatile boolean running;

    SomebodyGetsIn(AccessSettings settings, ApiKeys keys, Tokens tokens) {
        this.settings = settings;
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public void start() {
        boolean open = settings.mode() == AccessSettings.Mode.OPEN;
        if (!open && !tokens.any() && !Boolean.TRUE.equals(keys.any().block(PATIENCE))) {
            throw new IllegalStateException("""
                    nobody could get in: there is neither an API key nor an issuer of tokens (epilogue.access.issuers). Make the first \
                    key with: java -jar epilogue.jar keys create --tenant default --scopes admin""");
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything else begins. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
