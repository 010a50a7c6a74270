package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.encoding.Definition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's row. Its balances are in the ledger.
 *
 * @param quorum what is stored, which differs from the definition's where that says zero
 */
public record Session(
        String id, Definition definition, BigInteger quorum, boolean open, long version, String data, Life life) {

    /** When the row was written first and last. */
    public record Life(Instant createdAt, Instant updatedAt) {}

    public boolean isV04() {
        return definition.protocol().equals("NitroRPC/0.4");
    }

    /** Of equal participants the last weight counts. */
    public Optional<BigInteger> weightOf(String participant) {
        int index = definition.participants().lastIndexOf(participant);
        return index < 0 ? Optional.empty() : Optional.of(definition.weights().get(index));
    }

    public boolean hasParticipant(String participant) {
        return definition.participants().contains(participant);
    }

    /** The next version. @param newData replaces the session data where present */
    public Session next(boolean stillOpen, Optional<String> newData, Instant now) {
        return new Session(
                id, definition, quorum, stillOpen, version + 1, newData.orElse(data), new Life(life.createdAt(), now));
    }

    public String status() {
        return open ? "open" : "closed";
    }
}
