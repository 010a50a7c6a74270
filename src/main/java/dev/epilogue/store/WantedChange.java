package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.GateMove;
import dev.epilogue.closure.Subject;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change that somebody wants written, and on which condition. */
record WantedChange(Change change, Guard guard, Optional<IdempotencyKey> key) {

    UUID id() {
        return change.before().id().uuid();
    }

    Bucket bucket() {
        return change.before().id().bucket();
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
        changed(row, "session", Closure::session);
        changed(row, "settlement", Closure::settlement);
        changed(row, "findings", Closure::findings);
        changed(row, "protections", Closure::protections);
        changed(row, "openings", closure -> closure.asking().openings());
        row.put("events", change.events().size());
        row.put("destroyKey", change.destroyKey());
        row.put("oldRound", change.before().round().number());
        row.put("newRound", newRound());
        row.put("removed", checksummed(change.removed()));
        row.put("takenBack", checksummed(change.declinesRemoved()));
        row.put("idempotencyKey", key.map(IdempotencyKey::value).orElse(null));
        row.put("idempotencyToken", key.map(IdempotencyKey::token).orElse(null));
        row.values().removeIf(Objects::isNull);
        return row;
    }

    /** What stays as it is need not be written again. */
    private void changed(Map<String, Object> row, String name, Function<Closure, Object> part) {
        Object after = part.apply(change.after());
        if (!after.equals(part.apply(change.before()))) {
            row.put(name, after);
        }
    }

    private void condition(Map<String, Object> row) {
        Closure before = change.before();
        row.put("bucket", bucket().number());
        row.put("id", id());
        row.put("tenant", before.tenant().value());
        row.put("expected", before.revision());
        switch (guard) {
            case Guard.Caller caller -> {}
            case Guard.Taker taker -> {
                row.put("owner", taker.owner());
                row.put("lease", taker.lease());
            }
            case Guard.Worker worker -> {
                row.put("epoch", worker.epoch());
                row.put("heldUntil", worker.heldUntil());
            }
        }
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
        row.put("problem", after.work().problem());
        row.put("waitingFor", after.work().waitingFor());
        row.put("dueAt", after.work().dueAt());
        row.put("attempts", after.work().attempts());
    }

    private static String[] checksummed(Set<Address> addresses) {
        return addresses.stream().map(Address::checksummed).toArray(String[]::new);
    }
}
