package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.GateMove;
import dev.epilogue.closure.Subject;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change that somebody wants written, and on which condition. */
record WantedChange(Change change, Guard guard, Optional<IdempotencyKey> key) {

    UUID id() {
        return change.before().id().uuid();
    }

    /** Of one session only one change may be under way: so no two statements ever wait for each other. */
    String session() {
        Subject subject = change.before().subject();
        return subject.nodeAddress().lowerCase() + subject.sessionId().hex();
    }

    boolean newRound() {
        return change.after().round().number() != change.before().round().number();
    }

    /** As {@link ChangeStatement} expects it. */
    Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        condition(row);
        closure(row, change.after());
        row.put("protections", protections());
        row.put("heldUntil", guard instanceof Guard.Worker worker ? worker.heldUntil() : null);
        row.put("events", change.events().size());
        row.put("destroyKey", change.destroyKey());
        row.put("oldRound", change.before().round().number());
        row.put("newRound", newRound());
        row.put("removed", checksummed(change.removed()));
        row.put("takenBack", checksummed(change.declinesRemoved()));
        row.put("idempotencyKey", key.map(IdempotencyKey::value).orElse(null));
        row.put("idempotencyToken", key.map(IdempotencyKey::token).orElse(null));
        return row;
    }

    /** Few closures ever have any: null where nothing is to be written about them. */
    private @Nullable Object protections() {
        boolean same = change.after().protections().equals(change.before().protections());
        return same ? null : change.after().protections();
    }

    private void condition(Map<String, Object> row) {
        Closure before = change.before();
        row.put("bucket", before.id().bucket().number());
        row.put("id", id());
        row.put("tenant", before.tenant().value());
        row.put("expected", before.revision());
        row.put("epoch", guard instanceof Guard.Worker worker ? worker.epoch() : null);
        row.put("nodeAddress", before.subject().nodeAddress().lowerCase());
        row.put("sessionId", before.subject().sessionId().hex());
        row.put("gate", change.gate());
        row.put("fence", fence());
    }

    private @Nullable Instant fence() {
        return change.gate() == GateMove.ACQUIRE ? change.after().gateFence() : null;
    }

    private static void closure(Map<String, Object> row, Closure after) {
        row.put("status", after.status());
        row.put("parkedFrom", after.parkedFrom());
        row.put("outcome", after.outcome());
        row.put("revision", after.revision());
        row.put("round", after.round().number());
        row.put("achieved", after.tally().achievedWeight());
        row.put("now", after.times().updatedAt());
        row.put("deadline", after.times().deadline());
        row.put("endedAt", after.times().endedAt());
        row.put("reopenableUntil", after.times().reopenableUntil());
        row.put("session", after.session());
        row.put("settlement", after.settlement());
        row.put("findings", after.findings());
        row.put("problem", after.work().problem());
        row.put("waitingFor", after.work().waitingFor());
        row.put("dueAt", after.work().dueAt());
        row.put("attempts", after.work().attempts());
    }

    private static String[] checksummed(Set<Address> addresses) {
        return addresses.stream().map(Address::checksummed).toArray(String[]::new);
    }
}
