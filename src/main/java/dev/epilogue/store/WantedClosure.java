package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Subject;
import dev.epilogue.node.SessionReading.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A closure that somebody wants stored. */
record WantedClosure(Change change, String wrappedKey, Optional<IdempotencyKey> key) {

    UUID id() {
        return change.after().id().uuid();
    }

    Bucket bucket() {
        return change.after().id().bucket();
    }

    String session() {
        Subject subject = change.after().subject();
        return subject.nodeAddress().lowerCase() + subject.sessionId().hex();
    }

    /** As {@link CreationStatement} expects it. */
    Map<String, Object> row() {
        Closure closure = change.after();
        Map<String, Object> row = new HashMap<>();
        identity(row, closure);
        row.put("policy", closure.policy());
        row.put("status", closure.status());
        row.put("revision", closure.revision());
        row.put("round", closure.round().number());
        row.put("now", closure.times().createdAt());
        row.put("deadline", closure.times().deadline());
        row.put("session", closure.session());
        row.put("settlement", closure.settlement());
        row.put("findings", closure.findings());
        row.put("waitingFor", closure.work().waitingFor());
        row.put("wrappedKey", wrappedKey);
        row.put("dueAt", closure.work().dueAt());
        row.put("events", change.events().size());
        row.put("idempotencyKey", key.map(IdempotencyKey::value).orElse(null));
        row.put("idempotencyToken", key.map(IdempotencyKey::token).orElse(null));
        return row;
    }

    private static void identity(Map<String, Object> row, Closure closure) {
        Subject subject = closure.subject();
        row.put("bucket", closure.id().bucket().number());
        row.put("id", closure.id().uuid());
        row.put("tenant", closure.tenant().value());
        row.put("node", subject.node());
        row.put("nodeAddress", subject.nodeAddress().lowerCase());
        row.put("sessionId", subject.sessionId().hex());
        row.put("dialect", subject.dialect());
        row.put("application", subject.application());
        row.put("reference", closure.reference());
        row.put("memo", closure.memo());
        row.put("definition", subject.definition());
        row.put(
                "participants",
                subject.definition().members().stream()
                        .map(Member::participant)
                        .map(participant -> participant.checksummed())
                        .distinct()
                        .toArray(String[]::new));
    }
}
