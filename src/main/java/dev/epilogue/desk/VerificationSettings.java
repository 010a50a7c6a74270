package dev.epilogue.desk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signatures are checked.
 *
 * @param threads each busy with one signature at a time; 0: one for each core
 * @param waiting signatures that may wait for a thread; beyond that callers are asked to come back
 */
@ConfigurationProperties("epilogue.verification")
public record VerificationSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("2048") int waiting) {

    public VerificationSettings {
        if (threads < 0 || waiting < 1) {
            throw new IllegalArgumentException(
                    "epilogue.verification: threads must not be negative, waiting must be at least 1");
        }
    }

    int effectiveThreads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
