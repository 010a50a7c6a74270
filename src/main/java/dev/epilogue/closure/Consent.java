package dev.epilogue.closure;

import dev.epilogue.value.Address;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a participant signed every required payload of the current round.
 *
 * @param signer the key that signed: the participant's own, or a session key of it
 * @param conditional whether the node may still refuse to count the signer
 * @param mandateUntil last moment at which the wallet vouches for the signer; null where it need not
 */
public record Consent(
        Address participant,
        Address signer,
        long weight,
        boolean conditional,
        Instant signedAt,
        @Nullable Instant mandateUntil) {

    /** The wallet itself signed, or a key that the node knows as the wallet's. */
    public Consent(Address participant, Address signer, long weight, boolean conditional, Instant signedAt) {
        this(participant, signer, weight, conditional, signedAt, null);
    }

    public boolean mandateEnded(Instant now) {
        return mandateUntil != null && now.isAfter(mandateUntil);
    }

    public boolean bySessionKey() {
        return !participant.equals(signer);
    }
}
