package dev.epilogue.store;

import org.jspecify.annotations.Nullable;

/**
 * How a statement gets to know its place in the journal. On one server the statement asks for it. Over several servers the one that runs
 * the statement numbers other transactions than the one that streams are read from: there it is asked before, in the same transaction.
 */
record Place(@Nullable String given) {

    static final Place ITS_OWN = new Place(null);

    /** Of the transaction under way, where streams are read from. */
    static final Prepared LOOK = Prepared.of("SELECT feed_place(pg_current_xact_id())::text AS place");

    String sql() {
        return given == null ? "feed_place(pg_current_xact_id())" : "CAST(:place AS xid8)";
    }

    Prepared.Asked bind(Prepared.Asked statement) {
        return given == null ? statement : statement.bind("place", given);
    }
}
