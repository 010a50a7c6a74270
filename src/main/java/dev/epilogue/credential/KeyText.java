package dev.epilogue.credential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its holder has it: {@code epk_}, 12 characters of id, {@code _}, 43 of secret and 6 of check sum, by which scanners of
 * repositories and logs know one from other text.
 *
 * @param secret 256 random bits in base 62
 */
public record KeyText(String id, String secret) {

    public static final String PREFIX = "epk_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int ID = 12;
    private static final int SECRET = 43;
    private static final int SUM = 6;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + ID + "}_[0-9A-Za-z]{" + (SECRET + SUM) + "}");

    private static final Pattern ID_FORM = Pattern.compile("[0-9A-Za-z]{" + ID + "}");

    /** Whether a key can have it. */
    public static boolean isId(String text) {
        return ID_FORM.matcher(text).matches();
    }

    public static KeyText random(SecureRandom random) {
        return new KeyText(digits(new BigInteger(64, random), ID), digits(new BigInteger(256, random), SECRET));
    }

    /** Nothing where the text is no key of ours, as after a slip in copying. */
    public static Optional<KeyText> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int secret = PREFIX.length() + ID + 1;
        KeyText key = new KeyText(
                text.substring(PREFIX.length(), PREFIX.length() + ID), text.substring(secret, secret + SECRET));
        return key.text().equals(text) ? Optional.of(key) : Optional.empty();
    }

    /** The whole key, to be shown once. */
    public String text() {
        String body = PREFIX + id + "_" + secret;
        CRC32 sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + digits(BigInteger.valueOf(sum.getValue()), SUM);
    }

    private static String digits(BigInteger number, int count) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < count; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }

    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}
