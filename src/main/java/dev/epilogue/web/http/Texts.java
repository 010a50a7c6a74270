package dev.epilogue.web.http;

import java.util.List;

/** The kinds of text that callers hand in. */
public final class Texts {

    private static final Kind<String> ANY = Kind.of("text", text -> text);

    private Texts() {}

    /** One line that a person wrote. Line breaks would let a reason forge a line of a signed text. */
    public static Kind<String> line(int least, int most) {
        return ANY.within(
                "one line of " + least + " to " + most + " characters, no control characters",
                text -> isLine(text, least, most));
    }

    /** One line that is shown to somebody who decides by it: nothing in it turns the order of what stands around it, or cannot be seen. */
    public static Kind<String> words(int least, int most) {
        return ANY.within(
                "one line of " + least + " to " + most
                        + " characters, no control characters, no marks of direction and none that cannot be seen",
                text -> isLine(text, least, most) && text.codePoints().noneMatch(Texts::misleading));
    }

    /** A signature of any form: what a contract wallet signs comes through, so that it can be told why it does not count. */
    public static Kind<String> signature() {
        return line(0, 16_384);
    }

    /** Any text that a database can keep. */
    public static Kind<String> data(int most) {
        return ANY.within(
                "text of at most " + most + " characters, without NUL and halves of characters",
                text -> text.codePointCount(0, text.length()) <= most
                        && text.codePoints().noneMatch(point -> point == 0 || surrogate(point)));
    }

    public static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        return oneOf(List.of(type.getEnumConstants()));
    }

    /** Of those that make sense here. */
    public static <E extends Enum<E>> Kind<E> oneOf(List<E> values) {
        return Kind.of(
                "one of " + values,
                text -> values.stream()
                        .filter(value -> value.name().equals(text))
                        .findFirst()
                        .orElseThrow());
    }

    /** The wire name of an event, known or not. */
    public static Kind<String> eventType() {
        return Kinds.text("names as signature.accepted", "[a-z]{1,40}(\\.[a-z]{1,40})?", text -> text);
    }

    /** What a wallet made; whoever checks it says what is wrong with it. */
    public static Kind<String> hex(int mostBytes) {
        return Kinds.text(
                "0x and an even number of hex digits, at most " + 2 * mostBytes,
                "0x([0-9a-fA-F]{2}){1," + mostBytes + "}",
                text -> text);
    }

    /** A name that a stranger chose, fit to be repeated in an answer. */
    public static String abridged(String name) {
        String printable = name.codePoints()
                .limit(60)
                .map(point -> unprintable(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.isEmpty() ? "(empty name)" : printable;
    }

    private static boolean isLine(String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        return length >= least && length <= most && text.codePoints().noneMatch(Texts::unprintable);
    }

    private static boolean unprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /** Joiners are not among them, since words and signs are written with them. */
    private static boolean misleading(int point) {
        return point == 0x61C
                || point == 0xFEFF
                || point == 0x200B
                || within(point, 0x200E, 0x200F)
                || within(point, 0x202A, 0x202E)
                || within(point, 0x2060, 0x206F)
                || within(point, 0xFFF9, 0xFFFB);
    }

    private static boolean within(int point, int first, int last) {
        return first <= point && point <= last;
    }

    private static boolean surrogate(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }
}
