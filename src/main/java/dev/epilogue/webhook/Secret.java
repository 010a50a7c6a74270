package dev.epilogue.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** What an endpoint knows its messages by, in the form of Standard Webhooks. Never printed. */
public record Secret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    static Secret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
