package dev.epilogue.sandbox.clearnode.gojson;

import dev.epilogue.sandbox.clearnode.gojson.Json.Member;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one JSON value from bytes, by the grammar of Go's scanner: strict, nothing behind the value but white space. */
public final class JsonReader {

    private static final int MAX_DEPTH = 2_000;

    private final byte[] text;
    private int at;
    private int depth;

    private JsonReader(byte[] text) {
        this.text = text;
    }

    /** @throws MalformedJson unless the bytes are exactly one JSON value */
    public static Json read(byte[] text) {
        JsonReader reader = new JsonReader(text);
        reader.blanks();
        Json value = reader.value();
        reader.blanks();
        if (reader.at != text.length) {
            throw new MalformedJson("more behind the value");
        }
        return value;
    }

    private Json value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", Json.NULL);
            default -> number();
        };
    }

    private Json object() {
        enter('{');
        List<Member> members = new ArrayList<>();
        while (peek() != '}') {
            if (!members.isEmpty()) {
                expect(',');
            }
            blanks();
            String name = string();
            blanks();
            expect(':');
            blanks();
            int from = at;
            Json value = value();
            members.add(new Member(name, value, Arrays.copyOfRange(text, from, at)));
            blanks();
        }
        leave();
        return new Json.Obj(members);
    }

    private Json array() {
        enter('[');
        List<Json> items = new ArrayList<>();
        while (peek() != ']') {
            if (!items.isEmpty()) {
                expect(',');
                blanks();
            }
            items.add(value());
            blanks();
        }
        leave();
        return new Json.Arr(items);
    }

    private void enter(char bracket) {
        expect(bracket);
        blanks();
        if (++depth > MAX_DEPTH) {
            throw new MalformedJson("exceeded max depth");
        }
    }

    private void leave() {
        at++;
        depth--;
    }

    private String string() {
        expect('"');
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        while (peek() != '"') {
            int next = text[at++];
            if (next == '\\') {
                utf8.writeBytes(escaped().getBytes(StandardCharsets.UTF_8));
            } else if (next >= 0 && next < 0x20) {
                throw new MalformedJson("control character in a string");
            } else {
                utf8.write(next);
            }
        }
        at++;
        return utf8.toString(StandardCharsets.UTF_8);
    }

    private String escaped() {
        char escape = peek();
        at++;
        return switch (escape) {
            case '"', '\\', '/' -> String.valueOf(escape);
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> unicode();
            default -> throw new MalformedJson("unknown escape");
        };
    }

    /** A lone half of a surrogate pair becomes U+FFFD. */
    private String unicode() {
        char first = hexDigits();
        if (!Character.isSurrogate(first)) {
            return String.valueOf(first);
        }
        if (Character.isHighSurrogate(first) && at + 6 <= text.length && text[at] == '\\' && text[at + 1] == 'u') {
            int before = at;
            at += 2;
            char second = hexDigits();
            if (Character.isLowSurrogate(second)) {
                return new String(new char[] {first, second});
            }
            at = before;
        }
        return "\uFFFD";
    }

    private char hexDigits() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw new MalformedJson("bad \\u escape");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Json number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length && text[at] == '.') {
            at++;
            digits();
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Json.Num(new String(text, from, at - from, StandardCharsets.US_ASCII));
    }

    private void digits() {
        int from = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (from == at) {
            throw new MalformedJson("digit expected");
        }
    }

    private Json literal(String word, Json value) {
        for (char letter : word.toCharArray()) {
            expect(letter);
        }
        return value;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new MalformedJson("expected " + wanted);
        }
        at++;
    }

    private char peek() {
        if (at >= text.length) {
            throw new MalformedJson("unexpected end");
        }
        return (char) (text[at] & 0xff);
    }

    private void blanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }
}
