package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.SessionEncoding;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A session's definition.
 *
 * @param participants in the order that the id covers
 * @param nonce unsigned
 */
public record Definition(String applicationId, List<Participant> participants, int quorum, long nonce) {

    public Definition {
        participants = List.copyOf(participants);
    }

    /** Every participant has weight 1 and everybody has to sign. */
    public static Definition unanimous(String applicationId, long nonce, Address... participants) {
        return new Definition(
                applicationId,
                Arrays.stream(participants)
                        .map(each -> new Participant(each, 1))
                        .toList(),
                participants.length,
                nonce);
    }

    public SessionId id() {
        return SessionEncoding.sessionId(this);
    }

    Optional<Participant> participant(Address wallet) {
        return participants.stream()
                .filter(each -> each.wallet().equals(wallet))
                .findFirst();
    }
}
