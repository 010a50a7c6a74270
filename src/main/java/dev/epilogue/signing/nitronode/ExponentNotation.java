package dev.epilogue.signing.nitronode;

import dev.epilogue.value.Amount;

/** How a JavaScript number or decimal library writes small and large amounts: clients that hash this text are told so. */
final class ExponentNotation {

    private static final int SMALLEST_PLAIN = -6;
    private static final int LARGEST_PLAIN = 20;

    private ExponentNotation() {}

    static String of(Amount amount) {
        int exponent = amount.value().precision() - amount.value().scale() - 1;
        if (amount.isZero() || (exponent >= SMALLEST_PLAIN && exponent <= LARGEST_PLAIN)) {
            return amount.text();
        }
        String digits = amount.value().unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return "%s%s%se%+d".formatted(amount.isNegative() ? "-" : "", digits.charAt(0), fraction, exponent);
    }
}
