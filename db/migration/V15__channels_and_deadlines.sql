-- Whose channel it is: a node's key alone does not say, for one key may serve several nodes.
--
-- Locks: channel_watch and chain_transaction exclusively for a moment, to add a column each: no row is rewritten. Nothing else is locked that
-- a running service writes, save for the few escalations that are healed: node_contract is new, and filled from small tables within
-- milliseconds.

SET LOCAL lock_timeout = '5s';

-- Every name under which a node told of the channel. Rows of the binary before have none: there the column node counts.
ALTER TABLE channel_watch ADD COLUMN known_as text[] NOT NULL DEFAULT '{}';

-- Contracts that a node named and that bore it out, by node: takes the place of contract_met, which knew only its key.
CREATE TABLE node_contract (
  node_address text        NOT NULL,
  node         text        NOT NULL,
  custody      boolean     NOT NULL,
  chain_id     bigint      NOT NULL,
  address      text        NOT NULL,
  met_at       timestamptz NOT NULL,
  PRIMARY KEY (node_address, node, custody, chain_id)
);

INSERT INTO node_contract (node_address, node, custody, chain_id, address, met_at)
SELECT DISTINCT met.node_address, seen.node, met.custody, met.chain_id, met.address, met.met_at
FROM contract_met met
JOIN (SELECT node, node_address, dialect, CAST(target ->> 'chainId' AS bigint) AS chain_id FROM channel_watch
      UNION
      SELECT node, lower(node_address), dialect, CAST(target ->> 'chainId' AS bigint) FROM escalation) seen
  ON seen.node_address = met.node_address AND seen.chain_id = met.chain_id AND (seen.dialect <> 'NITRONODE_V1') = met.custody;

-- What was begun for a closure at a channel of the other kind of node under the same key: its own contract does not know the channel, so
-- that it would be looked for without an end.
UPDATE escalation e SET status = 'REFUSED', revision = e.revision + 1, updated_at = now(), due_at = NULL,
  progress = '{"attempt": 0}' || e.progress || '{"status": "REFUSED", "reason": "channel-foreign"}'
FROM channel_watch w
WHERE e.due_at IS NOT NULL AND w.tenant = e.tenant AND w.node_address = lower(e.node_address)
  AND w.channel_id = e.target ->> 'channelId' AND (w.dialect = 'NITRONODE_V1') <> (e.dialect = 'NITRONODE_V1');

-- A transaction that a time of the chain hangs on, such as the answer to a dispute, goes before others. No row is rewritten.
ALTER TABLE chain_transaction ADD COLUMN deadline timestamptz;
