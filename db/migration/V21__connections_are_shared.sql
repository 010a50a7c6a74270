-- A node takes so many connections from one address, for all instances behind it: how many each of them may have open is agreed on here.
--
-- Locks: nothing, the table is new. For the binary before: it knows nothing of the table, and opens as many as each instance's own setting says.

SET LOCAL lock_timeout = '5s';

-- One small row for each node and address, so that one statement decides for all, one instance after the other.
CREATE TABLE link_share (
  node    text  NOT NULL,
  address text  NOT NULL,
  holders jsonb NOT NULL DEFAULT '{}',   -- by instance: how many it may have, and until when on the database's clock
  PRIMARY KEY (node, address)
);
