package dev.epilogue.sandbox.clearnode.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who signed a request: a set of wallets, some of them through session keys.
 *
 * @param wallets in the order of the signatures
 * @param direct the wallets that signed by themselves
 * @param keys the session keys among the signers
 */
public record Signers(Set<String> wallets, Set<String> direct, Set<SessionKey> keys) {

    public static final Signers NOBODY = new Signers(Set.of(), Set.of(), Set.of());

    /** @param addresses the recovered addresses in EIP-55 */
    public static Signers of(Collection<String> addresses, SessionKeys registry, Instant now) {
        Set<String> wallets = new LinkedHashSet<>();
        Set<String> direct = new LinkedHashSet<>();
        Set<SessionKey> keys = new LinkedHashSet<>();
        for (String address : addresses) {
            Optional<SessionKey> key = registry.active(address, now);
            wallets.add(key.map(SessionKey::wallet).orElse(address));
            key.ifPresentOrElse(keys::add, () -> direct.add(address));
        }
        return new Signers(wallets, direct, keys);
    }

    /** The key that spends for a wallet; none where the wallet signed by itself. */
    public Optional<SessionKey> keyOf(String wallet) {
        return keys.stream()
                .filter(key -> key.wallet().equals(wallet) && !direct.contains(wallet))
                .findFirst();
    }
}
