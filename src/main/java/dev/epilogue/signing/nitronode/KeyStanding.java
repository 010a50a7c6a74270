package dev.epilogue.signing.nitronode;

import dev.epilogue.value.Address;

/**
 * What the node's registry says about a session key of a participant, for one session.
 *
 * @param key as recovered from the signature
 */
public record KeyStanding(Address key, Standing standing) {

    public enum Standing {
        /** Registered, unexpired, and the session is in its scope. */
        ACTIVE,
        UNKNOWN,
        EXPIRED,
        OUT_OF_SCOPE
    }
}
