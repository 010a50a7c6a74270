package dev.epilogue.closure;

import dev.epilogue.value.Address;
import java.time.Instant;

/**
 * That a participant signed every required payload of the current round.
 *
 * @param signer the key that signed: the participant's own, or a session key of it
 * @param conditional whether the node may still refuse to count the signer
 */
public record Consent(Address participant, Address signer, long weight, boolean conditional, Instant signedAt) {

    public boolean bySessionKey() {
        return !participant.equals(signer);
    }
}
