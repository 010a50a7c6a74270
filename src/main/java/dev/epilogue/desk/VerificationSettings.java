package dev.epilogue.desk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signatures are checked.
 *
 * @param threads each busy with one signature at a time; 0: one for each core
 * @param atOnce signatures that are decided on at a time, from the look at their closure to the receipt
 * @param waiting signatures that may wait for that, callers in turns; beyond it they are asked to come back
 */
@ConfigurationProperties("epilogue.verification")
public record VerificationSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("32") int atOnce,
        @DefaultValue("2048") int waiting) {

    public VerificationSettings {
        if (threads < 0 || atOnce < 1 || waiting < 1) {
            throw new IllegalArgumentException(
                    "epilogue.verification: threads must not be negative, at-once and waiting must be at least 1");
        }
    }

    int effectiveThreads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
