package dev.epilogue.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a key is written, and how it is compared. */
class KeyTextTest {

    private static final KeyText KEY = KeyText.random(new SecureRandom());

    @Test
    void aKeyIsReadBackAndSaysWhatItIs() {
        assertThat(KEY.text()).matches("epk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        assertThat(KeyText.parse(KEY.text())).contains(KEY);
        assertThat(KEY.toString()).doesNotContain(KEY.secret());
    }

    /** A slip in copying costs no look at the database, and a scanner knows a key from a word that looks like one. */
    @Test
    void everySingleWrongCharacterIsNoticed() {
        String text = KEY.text();
        for (int i = 4; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(KeyText.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("at %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "epk_", "epk_0123456789ab_", "epl_0123456789ab_x", "EPK_0123456789AB_", "epk_0123456789ab_é"
            })
    void whatIsNoKeyIsNone(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void anUnknownIdCostsTheSameWorkAsAWrongSecret() {
        AtomicInteger digests = new AtomicInteger();
        SecretCheck check = new SecretCheck(secret -> {
            digests.incrementAndGet();
            return secret;
        });
        byte[] kept = KEY.secret().getBytes(StandardCharsets.US_ASCII);
        assertThat(check.matches(kept, KEY)).isTrue();
        assertThat(digests).hasValue(1);
        assertThat(check.matches(kept, KeyText.random(new SecureRandom()))).isFalse();
        assertThat(digests).hasValue(2);
        assertThat(check.matches(new byte[0], KEY)).isFalse();
        assertThat(digests).hasValue(3);
    }

    @Test
    void nobodysHashOpensNothing() {
        SecretCheck zeros = new SecretCheck(secret -> new byte[32]);
        assertThat(zeros.matches(new byte[0], KEY)).isFalse();
    }

    @Test
    void whatIsKeptIsTheHashOfTheSecret() {
        KeyText key = new KeyText("0123456789ab", "x".repeat(43));
        assertThat(HexFormat.of().formatHex(new SecretCheck().hash(key)))
                .isEqualTo("cc0b1c2c66f3bb9fd1a081c626ba1bef62f6f96441a43be15268523776ac26a1");
    }
}
