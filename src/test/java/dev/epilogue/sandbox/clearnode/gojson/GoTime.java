package dev.epilogue.sandbox.clearnode.gojson;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** RFC 3339 texts as Go prints them. */
public final class GoTime {

    private GoTime() {}

    /** Whole seconds. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As many fractional digits as needed. */
    public static String exact(Instant time) {
        String text = time.toString();
        return text.contains(".") ? text.replaceFirst("\\.?0+Z$", "Z") : text;
    }
}
