package dev.epilogue.signing.nitrorpc;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How the node itself writes JSON: what it derives a session's id from. */
final class GoJson {

    private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private GoJson() {}

    /** Letters beyond ASCII stay, except two separators; what HTML could misread is escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(letter -> quoted.append(escaped((char) letter)));
        return quoted.append('"').toString();
    }

    /**
     * The number that the node's definition holds: every number on the wire passes through a double, and is written again with as
     * few digits as tell that double from others.
     *
     * @throws IllegalArgumentException when the node would refuse it
     */
    static BigInteger seenByNode(BigInteger number) {
        BigInteger seen = new BigDecimal(Double.toString(number.doubleValue())).toBigIntegerExact();
        if (seen.signum() < 0 || seen.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("not an unsigned 64-bit number");
        }
        return seen;
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '<', '>', '&', '\u2028', '\u2029' -> unicode(letter);
            default -> letter < ' ' ? unicode(letter) : String.valueOf(letter);
        };
    }

    private static String unicode(char letter) {
        return "\\u%04x".formatted((int) letter);
    }
}
