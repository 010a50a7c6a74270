package dev.epilogue.desk;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signatures are checked.
 *
 * @param threads each busy with one signature at a time; 0: one for each core but one, which is left to
 *     whoever only reads
 * @param atOnce signatures that are decided on at a time, from the look at their closure to the receipt
 * @param readings of these, as many as may read their closure at a time: one that is not in memory, and of a refused signature any
 * @param waiting signatures that may wait for that, callers in turns; beyond it they are asked to come back
 */
@ConfigurationProperties("epilogue.verification")
public record VerificationSettings(
        @DefaultValue("0") int threads,
        @DefaultValue("32") int atOnce,
        @DefaultValue("8") int readings,
        @DefaultValue("2048") int waiting) {

    public VerificationSettings {
        if (threads < 0 || atOnce < 1 || readings < 1 || waiting < 1) {
            throw new IllegalArgumentException(
                    "epilogue.verification: threads must not be negative, at-once, readings and waiting must be at least 1");
        }
    }

    int effectiveThreads() {
        return threads == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : threads;
    }
}
