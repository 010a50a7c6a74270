package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import dev.epilogue.sandbox.clearnode.gojson.MalformedJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which keys speak for which wallet (protocol 2.5). Keys are found by the exact spelling of their address. */
public final class SessionKeys {

    private final Map<String, SessionKey> byAddress = new LinkedHashMap<>();
    private long lastId;

    public Optional<SessionKey> active(String address, Instant now) {
        return Optional.ofNullable(byAddress.get(address)).filter(key -> key.isActive(now));
    }

    /** A signer, replaced by its wallet where it is an active key. */
    public String walletOf(String signer, Instant now) {
        return active(signer, now).map(SessionKey::wallet).orElse(signer);
    }

    /** Newest first. */
    public List<SessionKey> of(String wallet, Instant now) {
        return byAddress.values().stream()
                .filter(key -> key.wallet().equals(wallet) && key.isActive(now))
                .sorted((a, b) -> Long.compare(b.id(), a.id()))
                .toList();
    }

    /** Keeps an active registration of the same wallet as it is. */
    public void register(Policy policy, Collection<String> supportedAssets, Instant now) {
        Map<String, BigDecimal> allowances = allowances(policy.allowances(), supportedAssets);
        SessionKey known = byAddress.get(policy.sessionKey());
        if (known != null && !known.wallet().equals(policy.wallet())) {
            throw new Refusal("signer is already in use for another wallet");
        }
        if (known != null && !known.isActive(now)) {
            throw new Refusal("session key already exists but is expired");
        }
        if (known == null) {
            Instant expiresAt =
                    Instant.ofEpochSecond(policy.expiresAt().min(END).longValue());
            if (!expiresAt.isAfter(now)) {
                throw new Refusal("expiration time must be set and in the future");
            }
            add(policy, allowances, expiresAt, now);
        }
    }

    private static final java.math.BigInteger END = java.math.BigInteger.valueOf(Instant.MAX.getEpochSecond());

    private void add(Policy policy, Map<String, BigDecimal> allowances, Instant expiresAt, Instant now) {
        byAddress
                .values()
                .removeIf(key -> key.wallet().equals(policy.wallet())
                        && key.application().equals(policy.application())
                        && key.isActive(now));
        SessionKey key = new SessionKey(
                ++lastId,
                policy.sessionKey(),
                policy.wallet(),
                policy.application(),
                policy.scope(),
                allowances,
                new HashMap<>(),
                expiresAt,
                now);
        byAddress.put(key.address(), key);
    }

    private static Map<String, BigDecimal> allowances(List<Policy.Allowance> asked, Collection<String> supported) {
        Map<String, BigDecimal> allowances = new LinkedHashMap<>();
        for (Policy.Allowance allowance : asked) {
            if (!supported.contains(allowance.asset())) {
                throw new Refusal("unsupported token: asset '" + allowance.asset() + "' is not supported");
            }
            allowances.put(allowance.asset(), cap(allowance));
        }
        return allowances;
    }

    private static BigDecimal cap(Policy.Allowance allowance) {
        try {
            BigDecimal cap = GoDecimal.parse(allowance.amount());
            if (cap.signum() < 0) {
                throw new Refusal("unsupported token: allowance amount cannot be negative for asset '"
                        + allowance.asset() + "', got '" + allowance.amount() + "'");
            }
            return cap;
        } catch (MalformedJson refused) {
            throw new Refusal("unsupported token: invalid amount '" + allowance.amount() + "' for asset '"
                    + allowance.asset() + "': " + refused.getMessage());
        }
    }

    /** Revoking is expiring now. */
    public void revoke(String address, Instant now) {
        byAddress.computeIfPresent(address, (ignored, key) -> key.expiring(now));
    }

    /** Refuses a key of another application. */
    public void requireApplication(SessionKey key, String application) {
        if (!key.isMaster() && !key.application().equals(application)) {
            throw new Refusal("session key application validation failed for signer " + key.address()
                    + ": session key application mismatch: session key is for '" + key.application()
                    + "', but app session is for '" + application + "'");
        }
    }

    /** Refuses to spend beyond the cap. @param pending what this request spends already */
    public void requireAllowance(SessionKey key, String asset, BigDecimal amount, BigDecimal pending) {
        if (key.isMaster()) {
            return;
        }
        String prefix = "session key spending validation failed: operation denied: ";
        BigDecimal cap = key.allowances().get(asset);
        if (cap == null) {
            throw new Refusal(prefix + "asset " + asset + " not allowed in session key spending cap");
        }
        BigDecimal available =
                cap.subtract(key.used().getOrDefault(asset, BigDecimal.ZERO)).subtract(pending);
        if (amount.compareTo(available) > 0) {
            throw new Refusal(prefix + "insufficient session key allowance: " + GoDecimal.text(amount) + " required, "
                    + GoDecimal.text(available) + " available");
        }
    }
}
