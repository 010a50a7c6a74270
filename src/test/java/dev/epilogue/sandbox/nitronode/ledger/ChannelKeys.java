package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Section 2.4: keys that sign channel states. */
public final class ChannelKeys {

    private final Books books;
    private final KeyRules rules;

    ChannelKeys(Books books, KeyRules rules) {
        this.books = books;
        this.rules = rules;
    }

    public void submit(ChannelKey key) {
        rules.checkTerms(key.grant());
        rules.checkCount("assets", key.assets());
        boolean revocation = key.grant().expiresAt() <= rules.now();
        if (key.assets().isEmpty() && !revocation) {
            throw KeyRules.refusal("assets must not be empty");
        }
        for (String asset : key.assets()) {
            if (!asset.equals(asset.toLowerCase(Locale.ROOT))) {
                throw KeyRules.refusal("assets must be lowercase, got: " + asset);
            }
        }
        byte[] message = KeyEncoding.channelAuthorisation(key.grant().key(), metadata(key));
        rules.checkSignatures(key.grant(), message, key.userSig(), key.keySig());
        rules.checkHistory(
                key.grant(), books.channelKeys.stream().map(ChannelKey::grant).toList());
        books.channelKeys.add(key);
    }

    boolean permits(ChannelState.Account account, Address key, Hash32 metadataHash) {
        return latest(key)
                .filter(each -> each.grant().owner().equals(account.wallet()))
                .filter(each -> each.grant().expiresAt() > rules.now())
                .filter(each -> each.assets().contains(account.asset()))
                .filter(each -> metadata(each).equals(metadataHash))
                .isPresent();
    }

    /** Newest first. */
    public List<ChannelKey> lastStates(Address owner, Optional<Address> key, boolean includeInactive) {
        return books.channelKeys.reversed().stream()
                .filter(each -> each.grant().owner().equals(owner))
                .filter(each -> key.isEmpty() || each.grant().key().equals(key.get()))
                .filter(each -> latest(each.grant().key()).equals(Optional.of(each)))
                .filter(each -> includeInactive || each.grant().expiresAt() > rules.now())
                .toList();
    }

    private Optional<ChannelKey> latest(Address key) {
        return books.channelKeys.reversed().stream()
                .filter(each -> each.grant().key().equals(key))
                .findFirst();
    }

    private static Hash32 metadata(ChannelKey key) {
        return KeyEncoding.channelMetadata(key.grant(), key.assets());
    }
}
