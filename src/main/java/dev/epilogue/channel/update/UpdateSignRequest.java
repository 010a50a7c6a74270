package dev.epilogue.channel.update;

import dev.epilogue.value.Address;
import java.util.List;

/**
 * What a participant posts for its channel.
 *
 * @param signatures one for each required payload, in order; {@code 0x} hex. None where only optional ones are posted
 * @param optional by the payload's index
 */
public record UpdateSignRequest(Address participant, int round, List<String> signatures, List<Optional> optional) {

    public UpdateSignRequest {
        signatures = List.copyOf(signatures);
        optional = List.copyOf(optional);
    }

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

    @Override
    public String toString() {
        return "UpdateSignRequest[%s, round %d, %d and %d signatures]"
                .formatted(participant, round, signatures.size(), optional.size());
    }
}
