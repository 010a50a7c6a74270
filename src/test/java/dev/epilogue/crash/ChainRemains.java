package dev.epilogue.crash;

import dev.epilogue.testing.LocalHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left behind in the rows and on the chain, without what a crash may change: revisions, epochs, times, ids, which of two
 * channels came first, the events that tell of a submission's course, and how many steps of a channel's update were told one by one.
 */
final class ChainRemains {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<String, String> QUERIES = new TreeMap<>(Map.of(
            "closure", """
            SELECT jsonb_build_object('status', status, 'outcome', outcome, 'closed', session -> 'closed', 'waits', waiting_for,
              'due', due_at IS NOT NULL, 'held', lease_until IS NOT NULL,
              'gapless', last_event = (SELECT count(*) FROM event e WHERE e.closure_id = c.id),
              'settlement', (SELECT jsonb_agg(jsonb_build_object('by', l ->> 'participant', 'amount', l ->> 'amount',
                'status', l ->> 'status') ORDER BY l ->> 'participant') FROM jsonb_array_elements(settlement) l),
              'protections', (SELECT jsonb_agg(jsonb_build_object('by', p -> 'target' ->> 'participant', 'status', p ->> 'status',
                'reason', p ->> 'reason', 'sent', p ->> 'transaction' IS NOT NULL, 'recovered', p ->> 'recovered',
                'reclaimable', p ->> 'reclaimable') ORDER BY p -> 'target' ->> 'participant')
                FROM jsonb_array_elements(protections) p))::text FROM closure c""",
            "escalations", """
            SELECT jsonb_build_object('by', target ->> 'participant', 'action', action, 'status', status,
              'reason', progress ->> 'reason', 'attempt', progress -> 'attempt', 'candidate', progress -> 'candidate',
              'disputed', progress -> 'disputed', 'recovered', progress -> 'recovered', 'due', due_at IS NOT NULL,
              'transaction', progress ->> 'transactionId' IS NOT NULL)::text
            FROM escalation ORDER BY target ->> 'participant'""",
            "updates", """
            SELECT jsonb_build_object('by', participant, 'mode', mode, 'status', status, 'due', due_at IS NOT NULL,
              'secret', wrapped_key IS NOT NULL)::text FROM channel_update ORDER BY participant""",
            "transactions", """
            SELECT jsonb_build_object('purpose', purpose, 'status', status,
              'hashes', (SELECT count(*) FROM chain_transaction_hash h WHERE h.transaction_id = t.id))::text
            FROM chain_transaction t ORDER BY purpose""",
            "nonces", "SELECT (nonce - min(nonce) OVER ())::text FROM chain_transaction ORDER BY nonce",
            "packs", """
            SELECT jsonb_build_object('by', participant, 'status', status, 'secret', sealed IS NOT NULL)::text
            FROM escalation_pack ORDER BY participant""",
            "events", """
            SELECT jsonb_build_object('type', type, 'by', data ->> 'participant')::text FROM event e
            WHERE type NOT LIKE 'submission.%' AND (type <> 'channel.updated' OR NOT EXISTS (SELECT 1 FROM event l
              WHERE l.type = e.type AND l.data ->> 'participant' = e.data ->> 'participant' AND l.number > e.number))
            ORDER BY data ->> 'participant', number""",
            "told twice", """
            SELECT type || data FROM event WHERE type = 'channel.updated' GROUP BY type, data HAVING count(*) > 1"""));

    private ChainRemains() {}

    static String of(ChainStage stage) {
        StringBuilder all = new StringBuilder();
        QUERIES.forEach((name, query) -> {
            all.append(name).append('\n');
            rows(stage, query).forEach(row -> all.append("  ").append(row).append('\n'));
        });
        long head = stage.chain().chain().head().block(PATIENCE).number();
        for (LocalHub channel : stage.channels()) {
            all.append("channel of ").append(channel.user().name()).append('\n');
            channel.contract()
                    .events(channel.id(), 0, head)
                    .block(PATIENCE)
                    .forEach(event -> all.append("  ")
                            .append(event.getClass().getSimpleName())
                            .append('\n'));
            all.append("  holds ").append(channel.read().userAmount()).append('\n');
            all.append("  was paid ")
                    .append(stage.chain()
                            .balance(stage.chain().usd(), channel.user().address()))
                    .append('\n');
        }
        return all.append("transactions in blocks: ").append(stage.sent()).toString();
    }

    static List<String> rows(ChainStage stage, String query) {
        return stage.rows()
                .sql(query)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .block(PATIENCE);
    }
}
