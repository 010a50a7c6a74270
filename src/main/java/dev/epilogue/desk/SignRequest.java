package dev.epilogue.desk;

import dev.epilogue.signing.nitrorpc.PostedMandate;
import dev.epilogue.value.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant posts.
 *
 * @param mandate by which a 0.x participant's wallet vouches for the session key that signed
 * @param signatures one for each required payload, in order; {@code 0x} hex. None where the participant has signed the round before
 *     and adds what may be signed along
 * @param optional what the participant signed along
 */
public record SignRequest(
        Address participant,
        int round,
        List<String> signatures,
        @Nullable PostedMandate mandate,
        List<Optional> optional) {

    /**
     * @param index of the payload in the round
     * @param signature {@code 0x} hex
     */
    public record Optional(int index, String signature) {
        @Override
        public String toString() {
            return "Optional[" + index + "]";
        }
    }

    public SignRequest(Address participant, int round, List<String> signatures) {
        this(participant, round, signatures, null, List.of());
    }

    public SignRequest {
        signatures = List.copyOf(signatures);
        optional = List.copyOf(optional);
    }

    @Override
    public String toString() {
        return "SignRequest[" + participant + ", round " + round + ", " + signatures.size() + " signatures, "
                + optional.size() + " along]";
    }
}
