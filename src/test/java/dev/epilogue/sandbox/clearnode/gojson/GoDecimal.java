package dev.epilogue.sandbox.clearnode.gojson;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The decimal type of the node: which spellings it takes and how it prints. */
public final class GoDecimal {

    private static final int MAX_EXPONENT = 10_000;

    private GoDecimal() {}

    static BigDecimal read(Json value) {
        return parse(
                switch (value) {
                    case Json.Str string -> string.value();
                    case Json.Num number -> number.literal();
                    default -> throw new MalformedJson("decimal expected");
                });
    }

    /** @throws MalformedJson with the text of the node */
    public static BigDecimal parse(String text) {
        int exponentAt = text.indexOf('e') < 0 ? text.indexOf('E') : text.indexOf('e');
        String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
        long exponent = exponentAt < 0 ? 0 : exponent(text, text.substring(exponentAt + 1));
        int point = mantissa.indexOf('.');
        String digits = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        if (!digits.matches("[+-]?[0-9]+")) {
            throw refused(text);
        }
        int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
        return plain(new BigDecimal(new BigInteger(digits), (int) (fraction - exponent)));
    }

    private static long exponent(String text, String digits) {
        if (!digits.matches("[+-]?[0-9]{1,9}") || Math.abs(Long.parseLong(digits)) > MAX_EXPONENT) {
            throw refused(text);
        }
        return Long.parseLong(digits);
    }

    private static MalformedJson refused(String text) {
        return new MalformedJson("can't convert " + text + " to decimal");
    }

    /** The shortest spelling. */
    public static String text(BigDecimal value) {
        return plain(value).toPlainString();
    }

    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
