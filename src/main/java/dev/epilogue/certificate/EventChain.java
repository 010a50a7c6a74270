package dev.epilogue.certificate;

import dev.epilogue.value.Hex;
import tools.jackson.databind.JsonNode;

/**
 * Hashes of a closure's events, each over the one before: who knows a later one knows that nothing before it was changed, left out or put
 * in. Begins with 32 zero bytes.
 */
public final class EventChain {

    private static final int LENGTH = 32;

    private byte[] head = new byte[LENGTH];

    /** @return the hash of this event and all before it, {@code 0x} hex */
    public String add(JsonNode event) {
        head = Canonical.hash(head, Canonical.bytes(event));
        return head();
    }

    public String head() {
        return Hex.encode(head);
    }
}
