package dev.epilogue.web.http;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as {@code PnDTnHnMnS}, days of 24 hours, whole seconds. */
public final class Durations {

    private static final Pattern FORM =
            Pattern.compile("P(?=[0-9T])([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?");

    private Durations() {}

    /** @throws IllegalArgumentException with words for the caller */
    public static Duration parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a duration as P1DT2H3M4S");
        }
        return Duration.parse(text);
    }

    /** The canonical text: {@code P1D}, {@code PT1H}, {@code P1DT30S}. */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "PT0S";
        }
        long days = duration.toDays();
        Duration rest = duration.minusDays(days);
        String time = rest.isZero() ? "" : rest.toString().substring(1);
        return days == 0 ? "P" + time : "P" + days + "D" + time;
    }
}
