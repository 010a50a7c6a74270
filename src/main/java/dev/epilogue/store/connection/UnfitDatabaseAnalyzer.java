package dev.epilogue.store.connection;

import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in a sentence why the service does not start on its database, where what the server said is known to mislead. */
final class UnfitDatabaseAnalyzer implements FailureAnalyzer {

    /** What a pooler says of it, by itself or among several that came in options. */
    private static final Pattern PARAMETER =
            Pattern.compile("unsupported startup parameter(?: in options)?: ([a-z_]+)");

    private static final String READ_ONLY = "25006";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis found = of(cause);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable FailureAnalysis of(Throwable cause) {
        if (cause instanceof UnfitDatabaseException) {
            return new FailureAnalysis(cause.getMessage(), null, cause);
        }
        Matcher parameter = PARAMETER.matcher(String.valueOf(cause.getMessage()));
        if (parameter.find()) {
            return new FailureAnalysis(
                    "a pooler between the service and PostgreSQL refuses the startup parameter " + parameter.group(1),
                    "add it to ignore_startup_parameters of the pooler (docs/databases.md)",
                    cause);
        }
        return READ_ONLY.equals(state(cause)) ? new FailureAnalysis(UnfitDatabaseException.STANDBY, null, cause) : null;
    }

    private static @Nullable String state(Throwable cause) {
        return switch (cause) {
            case SQLException refused -> refused.getSQLState();
            case R2dbcException refused -> refused.getSqlState();
            default -> null;
        };
    }
}
