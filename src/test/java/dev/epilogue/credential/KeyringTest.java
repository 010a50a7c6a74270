package dev.epilogue.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.epilogue.testing.TestIssuer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When an issuer is asked for its keys, and how long they count. */
class KeyringTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Keyring READ = Keyring.read(new JWKSet(TestIssuer.fresh("a")), NOON);

    @Test
    void anIssuerIsAskedFirstThenOnceAnHour() {
        assertThat(Keyring.EMPTY.askFor("a", NOON)).isTrue();
        assertThat(READ.askFor("a", NOON.plusSeconds(3599))).isFalse();
        assertThat(READ.askFor("a", NOON.plusSeconds(3600))).isTrue();
        assertThat(READ.askFor(null, NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void anUnknownKeyIsWorthOneQuestionInHalfAMinute() {
        assertThat(READ.askFor("b", NOON.plusSeconds(29))).isFalse();
        assertThat(READ.askFor("b", NOON.plusSeconds(30))).isTrue();
        assertThat(READ.tried(NOON.plusSeconds(30)).askFor("c", NOON.plusSeconds(59)))
                .isFalse();
        assertThat(READ.tried(NOON.plusSeconds(30)).askFor("c", NOON.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void anIssuerThatDidNotAnswerIsLeftAloneForHalfAMinute() {
        Keyring failed = Keyring.EMPTY.tried(NOON);
        assertThat(failed.askFor("a", NOON.plusSeconds(29))).isFalse();
        assertThat(failed.askFor("a", NOON.plusSeconds(30))).isTrue();
        assertThat(failed.usable(NOON)).isNull();
    }

    @Test
    void keysOutliveTheirIssuerByAnHour() {
        Keyring away = READ.tried(NOON.plusSeconds(7100));
        assertThat(away.usable(NOON.plusSeconds(7199))).isNotNull();
        assertThat(away.usable(NOON.plusSeconds(7200))).isNull();
    }
}
