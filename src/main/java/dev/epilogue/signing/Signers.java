package dev.epilogue.signing;

import dev.epilogue.value.Address;
import java.util.Map;
import java.util.Set;

/**
 * Whose signatures can be recognised.
 *
 * @param participants wallets of the session
 * @param sessionKeys keys that we know of, by whom they belong to; need not be complete: it serves diagnosis only
 */
public record Signers(Set<Address> participants, Map<Address, Address> sessionKeys) {

    public Signers {
        participants = Set.copyOf(participants);
        sessionKeys = Map.copyOf(sessionKeys);
    }

    public boolean knows(Address signer) {
        return participants.contains(signer) || sessionKeys.containsKey(signer);
    }

    /** In words. */
    public String describe(Address signer) {
        if (participants.contains(signer)) {
            return "participant " + signer;
        }
        Address owner = sessionKeys.get(signer);
        return owner == null ? signer + ", who is not a participant" : "session key %s of %s".formatted(signer, owner);
    }
}
