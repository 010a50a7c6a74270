package dev.epilogue.credential.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.value.Address;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInTextTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123456Z");

    /** Line by line as EIP-4361 has it, so that wallets which know the form compare the domain with their page. */
    @Test
    void itIsWrittenAsWalletsKnowIt() {
        SignInText text = new SignInText(
                URI.create("https://close.example:8443"),
                Address.parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8"),
                8453,
                "0123456789abcdef0123456789abcdef",
                NOON,
                NOON.plusSeconds(300));

        assertThat(text.text()).isEqualTo("""
                        close.example:8443 wants you to sign in with your Ethereum account:
                        0x70997970C51812dc3A010C7d01b50e0d17dc79C8

                        Sign in to see and sign the closures of this wallet. This moves no money and costs nothing.

                        URI: https://close.example:8443
                        Version: 1
                        Chain ID: 8453
                        Nonce: 0123456789abcdef0123456789abcdef
                        Issued At: 2026-11-29T12:00:00Z
                        Expiration Time: 2026-11-29T12:05:00Z""");
    }
}
