package dev.epilogue.desk;

import dev.epilogue.signing.nitrorpc.PostedMandate;
import dev.epilogue.value.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant posts.
 *
 * @param mandate by which a 0.x participant's wallet vouches for the session key that signed
 * @param signatures one for each required payload, in order; {@code 0x} hex
 */
public record SignRequest(
        Address participant,
        int round,
        List<String> signatures,
        @Nullable PostedMandate mandate) {

    public SignRequest(Address participant, int round, List<String> signatures) {
        this(participant, round, signatures, null);
    }

    public SignRequest {
        signatures = List.copyOf(signatures);
    }

    @Override
    public String toString() {
        return "SignRequest[" + participant + ", round " + round + ", " + signatures.size() + " signatures]";
    }
}
