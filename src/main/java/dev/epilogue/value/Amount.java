package dev.epilogue.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A quantity of an asset, in the asset's unit (not in the smallest unit of a token on a chain). Equal by numeric value; its
 * text is the canonical one that both dialects hash: no exponent, no trailing zeros, zero as {@code 0}.
 */
public record Amount(BigDecimal value) implements Comparable<Amount> {

    public static final Amount ZERO = new Amount(BigDecimal.ZERO);

    /** More digits than this before or behind the point are refused before any arithmetic. */
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,36})?");

    public Amount {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /**
     * Plain decimal text, trailing zeros allowed; no exponent, no plus sign, no blanks.
     *
     * @throws IllegalArgumentException when {@code text} is anything else
     */
    @JsonCreator
    public static Amount parse(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a plain decimal number");
        }
        return new Amount(new BigDecimal(text));
    }

    public Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    public Amount minus(Amount other) {
        return new Amount(value.subtract(other.value));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    /** How many digits behind the point the amount needs. */
    public int decimals() {
        return Math.max(0, value.scale());
    }

    /** The canonical text. */
    @JsonValue
    public String text() {
        return value.toPlainString();
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return text();
    }
}
