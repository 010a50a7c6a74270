package dev.epilogue.sandbox.clearnode.gojson;

import java.util.Locale;

/** How Go matches a member's name with a field: ASCII case aside, and with the two letters that fold into ASCII. */
final class Names {

    private Names() {}

    static boolean match(String field, String member) {
        return fold(field).equals(fold(member));
    }

    private static String fold(String name) {
        StringBuilder ascii = new StringBuilder();
        name.chars().map(Names::simple).forEach(letter -> ascii.append((char) letter));
        return ascii.toString().toUpperCase(Locale.ROOT);
    }

    private static int simple(int letter) {
        return switch (letter) {
            case 0x212A -> 'K';
            case 0x017F -> 'S';
            case 0x00DF -> 0x1E9E;
            default -> letter;
        };
    }
}
