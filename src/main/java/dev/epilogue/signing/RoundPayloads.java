package dev.epilogue.signing;

import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.util.List;

/**
 * What is signed in a round, and what a client may have signed instead.
 *
 * @param earlier payloads of rounds before, newest first
 * @param asProposed rows of the final state in the order of whoever proposed it; empty where unknown
 */
public record RoundPayloads(
        SessionId session, List<Payload> payloads, List<Payload> earlier, List<Allocation> asProposed) {

    public RoundPayloads {
        payloads = List.copyOf(payloads);
        earlier = List.copyOf(earlier);
        asProposed = List.copyOf(asProposed);
    }

    public long required() {
        return payloads.stream().filter(Payload::required).count();
    }
}
