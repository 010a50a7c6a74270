package dev.epilogue.credential.participant;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * Eight characters that somebody can read on one screen and type on another; without those that look alike. Good once and for
 * minutes: short as it is, it must not last. Never printed.
 */
public final class HandoverCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private HandoverCode(String text) {
        this.text = text;
    }

    public static HandoverCode next() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new HandoverCode(text.toString());
    }

    /** As people type it: in either case, with a hyphen or none, O for zero and I or L for one. */
    public static Optional<HandoverCode> parse(String typed) {
        String text = typed.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean code = text.length() == LENGTH && text.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
        return code ? Optional.of(new HandoverCode(text)) : Optional.empty();
    }

    /** {@code ABCD-EFGH}. */
    public String text() {
        return text.substring(0, LENGTH / 2) + "-" + text.substring(LENGTH / 2);
    }

    String plain() {
        return text;
    }

    @Override
    public String toString() {
        return "HandoverCode[…]";
    }
}
