package dev.epilogue.store;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.ClosureEvent;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submission;
import dev.epilogue.value.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that belong to a closure, as far as a change touches them: every part selects from {@code moved}, so that nothing is
 * written when the closure itself did not move.
 */
final class ChangeRows {

    private final Change change;
    private final Parts parts;

    private ChangeRows(Change change, Parts parts) {
        this.change = change;
        this.parts = parts;
    }

    static void add(Change change, Parts parts) {
        ChangeRows rows = new ChangeRows(change, parts);
        rows.rounds();
        rows.signatures();
        rows.removals();
        rows.declines();
        rows.submissions();
        rows.events();
    }

    private void rounds() {
        Set<Object> old = Set.copyOf(change.before().rounds());
        List<?> changed = change.after().rounds().stream()
                .filter(round -> !old.contains(round))
                .toList();
        if (!changed.isEmpty()) {
            parts.bind("rounds", Json.write(changed));
            parts.add("""
                    rounds_written AS (
                      INSERT INTO round (bucket, closure_id, tenant, number, opened_at, closed_at, closed_because,
                        signable_until, base, proposal, payloads)
                      SELECT m.bucket, m.id, m.tenant, r.number, r."openedAt", r."closedAt", r."closedBecause",
                        r."signableUntil", r.base, r.proposal, r.payloads
                      FROM moved m, jsonb_to_recordset(CAST(:rounds AS jsonb)) AS r(number int, "openedAt" timestamptz,
                        "closedAt" timestamptz, "closedBecause" text, "signableUntil" timestamptz, base jsonb, proposal jsonb,
                        payloads jsonb)
                      ON CONFLICT (bucket, closure_id, number) DO UPDATE SET closed_at = excluded.closed_at,
                        closed_because = excluded.closed_because, base = excluded.base)""");
        }
    }

    private void signatures() {
        if (change.signatures().isEmpty()) {
            return;
        }
        parts.bind("signatures", Json.write(change.signatures()));
        parts.add("""
                signatures_written AS (
                  INSERT INTO signature (bucket, closure_id, tenant, round, payload, participant, signer, kind, conditional,
                    weight, digest, signature_hash, sealed, received_at, mandate_until, key_id, jws)
                  SELECT m.bucket, m.id, m.tenant, s.round, s.payload, s.participant, s.signer, s.kind, s.conditional, s.weight,
                    s.digest, s."signatureHash", s.sealed, s."receivedAt", s."mandateUntil", s."keyId", s.jws
                  FROM moved m, jsonb_to_recordset(CAST(:signatures AS jsonb)) AS s(round int, payload int, participant text,
                    signer text, kind text, conditional boolean, weight bigint, digest text, "signatureHash" text, sealed text,
                    "receivedAt" timestamptz, "mandateUntil" timestamptz, "keyId" text, jws text)
                  ON CONFLICT (bucket, closure_id, round, payload, participant) DO UPDATE SET signer = excluded.signer,
                    kind = excluded.kind, conditional = excluded.conditional, digest = excluded.digest,
                    signature_hash = excluded.signature_hash, sealed = excluded.sealed, received_at = excluded.received_at,
                    mandate_until = excluded.mandate_until,
                    removed_at = NULL, key_id = excluded.key_id, jws = excluded.jws)""");
    }

    /** Bytes go where they can no longer serve: with a removed consent, with an old round. Hash and receipt stay. */
    private void removals() {
        boolean newRound =
                change.after().round().number() != change.before().round().number();
        if (change.removed().isEmpty() && !newRound && !change.destroyKey()) {
            return;
        }
        parts.bind(
                "removed", change.removed().stream().map(Address::checksummed).toArray(String[]::new));
        parts.bind("oldRound", change.before().round().number());
        parts.bind("allGone", newRound || change.destroyKey());
        parts.add("""
                signatures_removed AS (
                  UPDATE signature s SET sealed = NULL,
                    removed_at = CASE WHEN s.participant = ANY(:removed) THEN :now ELSE s.removed_at END FROM moved m
                  WHERE s.bucket = m.bucket AND s.closure_id = m.id AND s.round = :oldRound
                    AND (:allGone OR s.participant = ANY(:removed)))""");
        if (newRound) {
            parts.add("""
                    frames_removed AS (
                      UPDATE submission u SET frame = NULL FROM moved m
                      WHERE u.bucket = m.bucket AND u.closure_id = m.id AND u.round = :oldRound)""");
        }
    }

    private void declines() {
        Set<Object> old = Set.copyOf(change.before().declines());
        List<?> added = change.after().declines().stream()
                .filter(decline -> !old.contains(decline))
                .toList();
        if (!added.isEmpty()) {
            parts.bind("declines", Json.write(added));
            parts.add("""
                    declines_written AS (
                      INSERT INTO decline (bucket, closure_id, tenant, round, participant, reason, declined_at, counter_proposal)
                      SELECT m.bucket, m.id, m.tenant, :round, d.participant, d.reason, d.at, d."counterProposal"
                      FROM moved m, jsonb_to_recordset(CAST(:declines AS jsonb)) AS d(participant text, reason text,
                        at timestamptz, "counterProposal" jsonb))""");
        }
        if (!change.declinesRemoved().isEmpty()) {
            parts.bind(
                    "takenBack",
                    change.declinesRemoved().stream().map(Address::checksummed).toArray(String[]::new));
            parts.add("""
                    declines_removed AS (
                      DELETE FROM decline d USING moved m WHERE d.bucket = m.bucket AND d.closure_id = m.id
                        AND d.round = :round AND d.participant = ANY(:takenBack))""");
        }
    }

    private void submissions() {
        Map<Integer, SealedFrame> frames = new HashMap<>();
        change.frames().forEach(frame -> frames.put(frame.payload(), frame));
        Set<Submission> old =
                change.after().round().number() == change.before().round().number()
                        ? Set.copyOf(change.before().submissions())
                        : Set.of();
        List<Map<String, Object>> changed = new ArrayList<>();
        for (Submission submission : change.after().submissions()) {
            if (!old.contains(submission)) {
                changed.add(submissionRow(submission, frames.get(submission.index())));
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        parts.bind("submissions", Json.write(changed));
        parts.add(SUBMISSIONS_WRITTEN);
    }

    static final String SUBMISSIONS_WRITTEN = """
            submissions_written AS (
              INSERT INTO submission AS o (bucket, closure_id, tenant, round, payload, purpose, version_number, status, attempts,
                request_id, frame, sent_at, open_seen_at, proved_at, refusal)
              SELECT m.bucket, m.id, m.tenant, :round, u.payload, u.purpose, u."versionNumber", u.status, u.attempts,
                u."requestId", u.frame, u."sentAt", u."openSeenAt", u."provedAt", u.refusal
              FROM moved m, jsonb_to_recordset(CAST(:submissions AS jsonb)) AS u(payload int, purpose text,
                "versionNumber" bigint, status text, attempts int, "requestId" bigint, frame text, "sentAt" timestamptz,
                "openSeenAt" timestamptz, "provedAt" timestamptz, refusal text)
              ON CONFLICT (bucket, closure_id, round, payload) DO UPDATE SET status = excluded.status,
                attempts = excluded.attempts, request_id = excluded.request_id, frame = coalesce(excluded.frame, o.frame),
                sent_at = excluded.sent_at, open_seen_at = excluded.open_seen_at, proved_at = excluded.proved_at,
                refusal = excluded.refusal)""";

    static Map<String, Object> submissionRow(Submission submission, @Nullable SealedFrame frame) {
        Map<String, Object> row = new HashMap<>();
        row.put("payload", submission.index());
        row.put("purpose", submission.purpose());
        row.put("versionNumber", submission.versionNumber());
        row.put("status", submission.status());
        row.put("attempts", submission.attempts());
        row.put("requestId", submission.requestId());
        row.put("frame", frame == null ? null : frame.sealed());
        row.put("sentAt", submission.sentAt());
        row.put("openSeenAt", submission.openSeenAt());
        row.put("provedAt", submission.provedAt());
        row.put("refusal", submission.refusal());
        return row;
    }

    private void events() {
        if (change.events().isEmpty()) {
            return;
        }
        parts.bind(
                "eventRows",
                Json.write(change.events().stream().map(ChangeRows::eventRow).toList()));
        parts.add(EVENTS_WRITTEN);
    }

    static final String EVENTS_WRITTEN = """
            events_written AS (
              INSERT INTO event (bucket, closure_id, tenant, number, feed_xid, type, at, session_id, status, revision, data)
              SELECT m.bucket, m.id, m.tenant, m.last_event - :events + e.ordinal, m.feed_xid, e.item ->> 'type', :now,
                m.session_id, e.item ->> 'status', :revision, e.item -> 'data'
              FROM moved m, jsonb_array_elements(CAST(:eventRows AS jsonb)) WITH ORDINALITY AS e(item, ordinal))""";

    static Map<String, Object> eventRow(ClosureEvent event) {
        return Map.of("type", event.type().wireName(), "status", event.status().name(), "data", event.data());
    }
}
