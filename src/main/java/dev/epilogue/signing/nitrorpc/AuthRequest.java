package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Abi;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A login of a wallet at a node, and the policy that the wallet signs for it. Not for participants: only the service's own wallet
 * logs in.
 *
 * @param sessionKey an address that was never registered before; nobody has to hold its key
 * @param application not empty; names the policy's domain
 * @param expiresAt of the session key, whole seconds; later ones are cut
 * @param scope free text
 */
public record AuthRequest(
        Address wallet,
        Address sessionKey,
        String application,
        List<Allowance> allowances,
        Instant expiresAt,
        String scope) {

    /** A node fails to make a token for later times, for example milliseconds taken for seconds. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String DOMAIN = "EIP712Domain(string name)";
    private static final String ALLOWANCE = "Allowance(string asset,string amount)";
    private static final String POLICY =
            "Policy(string challenge,string scope,address wallet,address session_key,uint64 expires_at,Allowance[] allowances)"
                    + ALLOWANCE;

    /** @param amount as text, which is what is signed: {@code 100} and {@code 100.0} differ */
    public record Allowance(String asset, String amount) {

        Hash32 structHash() {
            return TypedData.struct(ALLOWANCE, TypedData.hashed(asset), TypedData.hashed(amount));
        }

        String text() {
            return "{\"asset\":%s,\"amount\":%s}".formatted(CanonicalText.quoted(asset), CanonicalText.quoted(amount));
        }
    }

    public AuthRequest {
        allowances = List.copyOf(allowances);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (application.isEmpty()) {
            throw new IllegalArgumentException("an application without a name cannot log in");
        }
        if (expiresAt.isAfter(LATEST) || expiresAt.getEpochSecond() < 1) {
            throw new IllegalArgumentException("a session key expires after 1970 and before year 10000");
        }
    }

    /** The request array. Unsigned. */
    public String text(long id, long timestamp) {
        return CanonicalText.request(id, "auth_request", params(), timestamp);
    }

    /** The request's parameters. */
    public String params() {
        return "{\"address\":\"%s\",\"session_key\":\"%s\",\"application\":%s,\"allowances\":%s,\"expires_at\":%s,\"scope\":%s}"
                .formatted(
                        wallet.checksummed(),
                        sessionKey.checksummed(),
                        CanonicalText.quoted(application),
                        allowances.stream().map(Allowance::text).collect(Collectors.joining(",", "[", "]")),
                        expiresAt.getEpochSecond(),
                        CanonicalText.quoted(scope));
    }

    /** The array of the request that answers a challenge; its signature is over {@link #digest}, not over this. */
    public static String verification(long id, String challenge, long timestamp) {
        return CanonicalText.request(
                id, "auth_verify", "{\"challenge\":%s}".formatted(CanonicalText.quoted(challenge)), timestamp);
    }

    /** The array of the request that shows a token of an earlier login. Unsigned. */
    public static String reconnection(long id, String token, long timestamp) {
        return CanonicalText.request(
                id, "auth_verify", "{\"jwt\":%s}".formatted(CanonicalText.quoted(token)), timestamp);
    }

    /**
     * What the wallet signs.
     *
     * @param challenge exactly as received
     */
    public Hash32 digest(String challenge) {
        return TypedData.digest(domainSeparator(), structHash(challenge));
    }

    Hash32 domainSeparator() {
        return TypedData.struct(DOMAIN, TypedData.hashed(application));
    }

    Hash32 structHash(String challenge) {
        return TypedData.struct(
                POLICY,
                TypedData.hashed(challenge),
                TypedData.hashed(scope),
                Abi.address(wallet),
                Abi.address(sessionKey),
                Abi.uint(expiresAt.getEpochSecond()),
                Abi.bytes32(allowancesHash()));
    }

    Hash32 allowancesHash() {
        return Keccak.hash(allowances.stream()
                .map(allowance -> allowance.structHash().bytes())
                .toArray(byte[][]::new));
    }
}
