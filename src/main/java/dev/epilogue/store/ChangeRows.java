package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureEvent;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows that belong to closures, as far as changes touch them: every part selects from {@code moved}, so that nothing is
 * written of a closure that did not move itself.
 */
final class ChangeRows {

    private static final String ROUNDS = """
            rounds_written AS (
              INSERT INTO round (bucket, closure_id, tenant, number, opened_at, closed_at, closed_because, signable_until, base,
                proposal, payloads)
              SELECT m.bucket, m.id, m.tenant, r.number, r."openedAt", r."closedAt", r."closedBecause", r."signableUntil", r.base,
                r.proposal, r.payloads
              FROM moved m JOIN jsonb_to_recordset(CAST(:rounds AS jsonb)) AS r(closure uuid, number int,
                "openedAt" timestamptz, "closedAt" timestamptz, "closedBecause" text, "signableUntil" timestamptz, base jsonb,
                proposal jsonb, payloads jsonb) ON r.closure = m.id
              ON CONFLICT (bucket, closure_id, number) DO UPDATE SET closed_at = excluded.closed_at,
                closed_because = excluded.closed_because, base = excluded.base)""";

    private static final String SIGNATURES = """
            signatures_written AS (
              INSERT INTO signature (bucket, closure_id, tenant, round, payload, participant, signer, kind, conditional, weight,
                digest, signature_hash, sealed, received_at, mandate_until, key_id, jws)
              SELECT m.bucket, m.id, m.tenant, s.round, s.payload, s.participant, s.signer, s.kind, s.conditional, s.weight,
                s.digest, s."signatureHash", s.sealed, s."receivedAt", s."mandateUntil", s."keyId", s.jws
              FROM moved m JOIN jsonb_to_recordset(CAST(:signatures AS jsonb)) AS s(closure uuid, round int, payload int,
                participant text, signer text, kind text, conditional boolean, weight bigint, digest text,
                "signatureHash" text, sealed text, "receivedAt" timestamptz, "mandateUntil" timestamptz, "keyId" text, jws text)
                ON s.closure = m.id
              ON CONFLICT (bucket, closure_id, round, payload, participant) DO UPDATE SET signer = excluded.signer,
                kind = excluded.kind, conditional = excluded.conditional, digest = excluded.digest,
                signature_hash = excluded.signature_hash, sealed = excluded.sealed, received_at = excluded.received_at,
                removed_at = NULL, mandate_until = excluded.mandate_until, key_id = excluded.key_id, jws = excluded.jws)""";

    /** Bytes go where they can no longer serve: with a removed consent, with an old round. Hash and receipt stay. */
    private static final String SIGNATURES_REMOVED = """
            signatures_removed AS (
              UPDATE signature s SET sealed = NULL,
                removed_at = CASE WHEN s.participant = ANY(m.removed) THEN m.now ELSE s.removed_at END FROM moved m
              WHERE (m."newRound" OR m."destroyKey" OR m.removed <> '{}') AND s.bucket = m.bucket AND s.closure_id = m.id
                AND s.round = m."oldRound" AND (m."newRound" OR m."destroyKey" OR s.participant = ANY(m.removed)))""";

    private static final String FRAMES_REMOVED = """
            frames_removed AS (
              UPDATE submission u SET frame = NULL FROM moved m
              WHERE m."newRound" AND u.bucket = m.bucket AND u.closure_id = m.id AND u.round = m."oldRound")""";

    private static final String DECLINES = """
            declines_written AS (
              INSERT INTO decline (bucket, closure_id, tenant, round, participant, reason, declined_at, counter_proposal,
                service, signature)
              SELECT m.bucket, m.id, m.tenant, m.round, d.participant, d.reason, d.at, d."counterProposal",
                d.proof ->> 'service', d.proof ->> 'signature'
              FROM moved m JOIN jsonb_to_recordset(CAST(:declines AS jsonb)) AS d(closure uuid, participant text, reason text,
                at timestamptz, "counterProposal" jsonb, proof jsonb) ON d.closure = m.id)""";

    private static final String DECLINES_REMOVED = """
            declines_removed AS (
              DELETE FROM decline d USING moved m WHERE m."takenBack" <> '{}' AND d.bucket = m.bucket AND d.closure_id = m.id
                AND d.round = m.round AND d.participant = ANY(m."takenBack"))""";

    static final String SUBMISSIONS = """
            submissions_written AS (
              INSERT INTO submission AS o (bucket, closure_id, tenant, round, payload, purpose, version_number, status, attempts,
                request_id, frame, sent_at, open_seen_at, proved_at, refusal)
              SELECT m.bucket, m.id, m.tenant, m.round, u.index, u.purpose, u."versionNumber", u.status, u.attempts,
                u."requestId", u.frame, u."sentAt", u."openSeenAt", u."provedAt", u.refusal
              FROM moved m JOIN jsonb_to_recordset(CAST(:submissions AS jsonb)) AS u(closure uuid, index int, purpose text,
                "versionNumber" bigint, status text, attempts int, "requestId" bigint, frame text, "sentAt" timestamptz,
                "openSeenAt" timestamptz, "provedAt" timestamptz, refusal text) ON u.closure = m.id
              ON CONFLICT (bucket, closure_id, round, payload) DO UPDATE SET status = excluded.status,
                attempts = excluded.attempts, request_id = excluded.request_id, frame = coalesce(excluded.frame, o.frame),
                sent_at = excluded.sent_at, open_seen_at = excluded.open_seen_at, proved_at = excluded.proved_at,
                refusal = excluded.refusal)""";

    static final String EVENTS = """
            events_written AS (
              INSERT INTO event (bucket, closure_id, tenant, number, feed_xid, type, at, session_id, status, revision, data)
              SELECT m.bucket, m.id, m.tenant, m.last_event - m.events + e.ordinal, m.feed_xid, e.type, m.now, m.session_id,
                e.status, m.revision, e.data
              FROM moved m JOIN jsonb_to_recordset(CAST(:events AS jsonb)) AS e(closure uuid, ordinal int, type text,
                status text, data jsonb) ON e.closure = m.id)""";

    /** What is to be done on chain becomes a row of its own in the same moment in which its closure says so. */
    private static final String ESCALATIONS = """
            escalations_written AS (
              INSERT INTO escalation (bucket, id, tenant, closure_id, node, node_address, dialect, target, action, status, progress,
                revision, created_at, updated_at, due_at)
              SELECT m.bucket, p.id, m.tenant, m.id, m.node, m.node_address, m.dialect, p.target, p.action, p.status, '{}', 1, m.now,
                m.now, now()
              FROM moved m JOIN jsonb_to_recordset(CAST(:protections AS jsonb)) AS p(closure uuid, id uuid, target jsonb,
                action text, status text) ON p.closure = m.id)""";

    private final List<ObjectNode> rounds = new ArrayList<>();
    private final List<ObjectNode> signatures = new ArrayList<>();
    private final List<ObjectNode> declines = new ArrayList<>();
    private final List<ObjectNode> submissions = new ArrayList<>();
    private final List<ObjectNode> protections = new ArrayList<>();
    private final List<Map<String, Object>> events = new ArrayList<>();
    private boolean signaturesGo;
    private boolean framesGo;
    private boolean declinesGo;
    private boolean keys;

    void add(WantedChange wanted) {
        Change change = wanted.change();
        UUID id = wanted.id();
        added(change.before().rounds(), change.after().rounds()).forEach(round -> rounds.add(Json.row(round, id)));
        change.signatures().forEach(signature -> signatures.add(Json.row(signature, id)));
        added(change.before().declines(), change.after().declines())
                .forEach(decline -> declines.add(Json.row(decline, id)));
        List<Submission> before =
                wanted.newRound() ? List.of() : change.before().submissions();
        submissions.addAll(submissions(id, added(before, change.after().submissions()), change.frames()));
        begun(change).forEach(protection -> protections.add(Json.row(protection, id)));
        events.addAll(events(id, change.events()));
        signaturesGo |=
                wanted.newRound() || change.destroyKey() || !change.removed().isEmpty();
        framesGo |= wanted.newRound();
        declinesGo |= !change.declinesRemoved().isEmpty();
        keys |= wanted.key().isPresent();
    }

    /** Only what these changes need: a part that has nothing to do costs as much as one that has. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        part(parts, !rounds.isEmpty(), ROUNDS);
        part(parts, !signatures.isEmpty(), SIGNATURES);
        part(parts, signaturesGo, SIGNATURES_REMOVED);
        part(parts, framesGo, FRAMES_REMOVED);
        part(parts, !declines.isEmpty(), DECLINES);
        part(parts, declinesGo, DECLINES_REMOVED);
        part(parts, !submissions.isEmpty(), SUBMISSIONS);
        part(parts, !protections.isEmpty(), ESCALATIONS);
        part(parts, !events.isEmpty(), EVENTS);
        part(parts, keys, IdempotencyKey.COMPLETED);
        return parts;
    }

    private static void part(List<String> parts, boolean needed, String part) {
        if (needed) {
            parts.add(part);
        }
    }

    void bindTo(Prepared.Asked statement) {
        bind(statement, "rounds", rounds);
        bind(statement, "signatures", signatures);
        bind(statement, "declines", declines);
        bind(statement, "submissions", submissions);
        bind(statement, "protections", protections);
        bind(statement, "events", events);
    }

    private static void bind(Prepared.Asked statement, String name, List<?> rows) {
        if (!rows.isEmpty()) {
            statement.bind(name, Json.write(rows));
        }
    }

    private static List<Protection> begun(Change change) {
        Set<UUID> known =
                change.before().protections().stream().map(Protection::id).collect(Collectors.toSet());
        return change.after().protections().stream()
                .filter(protection -> !known.contains(protection.id()))
                .toList();
    }

    private static <T> List<T> added(List<T> before, List<T> after) {
        Set<T> old = Set.copyOf(before);
        return after.stream().filter(each -> !old.contains(each)).toList();
    }

    static List<ObjectNode> submissions(UUID closure, List<Submission> changed, List<SealedFrame> frames) {
        Map<Integer, String> sealed = new HashMap<>();
        frames.forEach(frame -> sealed.put(frame.payload(), frame.sealed()));
        List<ObjectNode> rows = new ArrayList<>();
        for (Submission submission : changed) {
            ObjectNode row = Json.row(submission, closure);
            row.put("frame", sealed.get(submission.index()));
            rows.add(row);
        }
        return rows;
    }

    static List<Map<String, Object>> events(UUID closure, List<ClosureEvent> events) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ClosureEvent event : events) {
            rows.add(Map.of(
                    "closure",
                    closure,
                    "ordinal",
                    rows.size() + 1,
                    "type",
                    event.type().wireName(),
                    "status",
                    event.status(),
                    "data",
                    event.data()));
        }
        return rows;
    }
}
