package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding;
import dev.epilogue.value.Address;
import java.util.List;
import java.util.Optional;

/** Section 2.3: which key may sign for whom. */
public final class AppKeys {

    private final Books books;
    private final KeyRules rules;

    AppKeys(Books books, KeyRules rules) {
        this.books = books;
        this.rules = rules;
    }

    /** Registers, re-scopes or revokes. */
    public void submit(AppKey key) {
        rules.checkTerms(key.grant());
        rules.checkIds(key.sessionIds(), key.applicationIds());
        byte[] message = KeyEncoding.appRegistration(key.grant(), key.applicationIds(), key.sessionIds())
                .bytes();
        rules.checkSignatures(key.grant(), message, key.userSig(), key.keySig());
        rules.checkHistory(key.grant(), history());
        books.appKeys.add(key);
    }

    private List<KeyEncoding.Grant> history() {
        return books.appKeys.stream().map(AppKey::grant).toList();
    }

    /** The owner of a key that may sign for this session now. */
    Optional<Address> owner(Address key, Session session) {
        return latest(books.appKeys.stream()
                        .filter(each -> each.grant().key().equals(key))
                        .toList())
                .filter(each -> each.covers(session, rules.now()))
                .map(each -> each.grant().owner());
    }

    /** Newest first. */
    public List<AppKey> lastStates(Address owner, Optional<Address> key, boolean includeInactive) {
        List<AppKey> found = books.appKeys.stream()
                .filter(each -> each.grant().owner().equals(owner))
                .filter(each -> key.isEmpty() || each.grant().key().equals(key.get()))
                .toList();
        return found.reversed().stream()
                .filter(each -> latest(found.stream()
                                .filter(other ->
                                        other.grant().key().equals(each.grant().key()))
                                .toList())
                        .equals(Optional.of(each)))
                .filter(each -> includeInactive || each.grant().expiresAt() > rules.now())
                .toList();
    }

    private static Optional<AppKey> latest(List<AppKey> versions) {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /** The version that a next registration of this key must carry. */
    public long nextVersion(Address owner, Address key) {
        return rules.nextVersion(owner, key, history());
    }
}
