package dev.epilogue.signing.nitrorpc;

import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.SessionId;
import java.time.Instant;

/** A mandate as it comes with a signature; participant and session are those of what it comes with. */
public record PostedMandate(Address signer, Instant notAfter, EcdsaSignature signature) {

    /** @throws IllegalArgumentException unless it ends at a whole second after 1970 */
    public PostedMandate {
        Mandate.requireWholeSecond(notAfter);
    }

    Mandate of(Address participant, SessionId session) {
        return new Mandate(participant, signer, session, notAfter);
    }
}
