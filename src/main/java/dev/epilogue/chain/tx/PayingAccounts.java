package dev.epilogue.chain.tx;

import java.util.List;
import java.util.Optional;

/** At most one account per chain. */
public final class PayingAccounts {

    private final List<PayingAccount> accounts;

    PayingAccounts(List<PayingAccount> accounts) {
        this.accounts = List.copyOf(accounts);
    }

    List<PayingAccount> all() {
        return accounts;
    }

    Optional<PayingAccount> find(long chainId) {
        return accounts.stream()
                .filter(account -> account.chain().id() == chainId)
                .findFirst();
    }

    /** @throws IllegalArgumentException when the chain is not configured or has no account */
    PayingAccount of(long chainId) {
        return find(chainId).orElseThrow(() -> new IllegalArgumentException("no account pays on chain " + chainId));
    }
}
