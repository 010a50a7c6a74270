package dev.epilogue.desk;

import dev.epilogue.value.Address;
import java.util.List;

/**
 * What a participant posts.
 *
 * @param signatures one for each required payload, in order; {@code 0x} hex
 */
public record SignRequest(Address participant, int round, List<String> signatures) {

    public SignRequest {
        signatures = List.copyOf(signatures);
    }

    @Override
    public String toString() {
        return "SignRequest[" + participant + ", round " + round + ", " + signatures.size() + " signatures]";
    }
}
