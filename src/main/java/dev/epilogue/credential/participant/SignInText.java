package dev.epilogue.credential.participant;

import dev.epilogue.value.Address;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The text of a sign-in (EIP-4361), written from our own fields and never read: what comes back is compared by its hash.
 *
 * @param origin of the page on which the wallet signs; names the domain and the URI of the text
 * @param chainId the chain for which the wallet says that it speaks
 * @param nonce at least 8 letters or digits
 */
public record SignInText(URI origin, Address wallet, long chainId, String nonce, Instant issuedAt, Instant expiresAt) {

    private static final String STATEMENT =
            "Sign in to see and sign the closures of this wallet. This moves no money and costs nothing.";

    public String text() {
        return """
                %s wants you to sign in with your Ethereum account:
                %s

                %s

                URI: %s
                Version: 1
                Chain ID: %d
                Nonce: %s
                Issued At: %s
                Expiration Time: %s""".formatted(
                        origin.getRawAuthority(),
                        wallet.checksummed(),
                        STATEMENT,
                        origin,
                        chainId,
                        nonce,
                        issuedAt.truncatedTo(ChronoUnit.SECONDS),
                        expiresAt.truncatedTo(ChronoUnit.SECONDS));
    }
}
