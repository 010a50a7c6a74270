package dev.epilogue.certificate;

import dev.epilogue.value.Hex;
import dev.epilogue.value.JsonString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The bytes of a JSON value that are hashed, the same whoever writes them: the JSON Canonicalization Scheme (RFC 8785) for values whose
 * numbers are whole and below 2^53. Members are ordered by UTF-16 code units, nothing stands between tokens.
 */
public final class Canonical {

    private static final long MOST = (1L << 53) - 1;

    private Canonical() {}

    /** @throws IllegalArgumentException for a number that is not whole or too large, and for half a surrogate pair */
    public static byte[] bytes(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (CharacterCodingException half) {
            throw new IllegalArgumentException("half a surrogate pair", half);
        }
    }

    /** SHA-256 of the parts, one behind the other. */
    static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String hashOf(JsonNode value) {
        return Hex.encode(hash(bytes(value)));
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            object(value, text);
        } else if (value.isArray()) {
            array(value, text);
        } else if (value.isString()) {
            JsonString.append(value.stringValue(), text);
        } else if (value.isNumber()) {
            text.append(number(value));
        } else {
            text.append(value);
        }
    }

    private static void object(JsonNode value, StringBuilder text) {
        String separator = "{";
        for (Map.Entry<String, JsonNode> member :
                value.properties().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            text.append(separator);
            JsonString.append(member.getKey(), text);
            text.append(':');
            write(member.getValue(), text);
            separator = ",";
        }
        text.append(value.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode value, StringBuilder text) {
        String separator = "[";
        for (JsonNode element : value) {
            text.append(separator);
            write(element, text);
            separator = ",";
        }
        text.append(value.isEmpty() ? "[]" : "]");
    }

    private static long number(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || Math.abs(value.longValue()) > MOST) {
            throw new IllegalArgumentException("a number that is not whole, or not below 2^53");
        }
        return value.longValue();
    }
}
