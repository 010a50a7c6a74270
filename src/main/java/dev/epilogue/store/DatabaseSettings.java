package dev.epilogue.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is expected of the database.
 *
 * @param allowDataLoss whether to serve on a server that confirms what it has not flushed: for a sandbox, never for value. There a
 *     crash of the server may forget that a frame was sent
 * @param longestStatement after which the server ends a statement
 * @param longestLockWait how long a statement waits for another's row
 */
@ConfigurationProperties("epilogue.database")
public record DatabaseSettings(
        @DefaultValue("false") boolean allowDataLoss,
        @DefaultValue("5s") Duration longestStatement,
        @DefaultValue("3s") Duration longestLockWait) {

    public DatabaseSettings {
        if (!longestLockWait.isPositive() || longestStatement.compareTo(longestLockWait) <= 0) {
            throw new IllegalArgumentException(
                    "epilogue.database: longest-lock-wait must be positive, and longest-statement longer than it");
        }
        if (longestStatement.compareTo(Whole.LIMIT) >= 0) {
            throw new IllegalArgumentException("epilogue.database.longest-statement must be below " + Whole.LIMIT
                    + ", after which nobody waits for it");
        }
    }
}
