package dev.epilogue.store;

import dev.epilogue.closure.Bucket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Where a statement writes and what place in the journal that gets. On one server the rows say of which bucket they are, and the statement
 * asks for its place itself. Over several servers a statement is sent to where its one bucket lies, and must name it; the server there
 * numbers other transactions than the one that streams are read from, which is asked before, in the same transaction.
 *
 * @param given null on one server
 */
record Place(@Nullable String given) {

    static final Place ITS_OWN = new Place(null);

    /** Of the transaction under way, where streams are read from. */
    static final Prepared LOOK = Prepared.of("SELECT feed_place(pg_current_xact_id())::text AS place");

    private static final Pattern BUCKET_OF_ROW = Pattern.compile("\\b[wlm]\\.bucket\\b");
    private static final Pattern COMPARED = Pattern.compile("= " + BUCKET_OF_ROW);
    private static final Pattern PLACE = Pattern.compile(":place\\b");

    private static final Map<String, Prepared> OF_ROWS = new ConcurrentHashMap<>();
    private static final Map<String, Prepared> OF_ONE_BUCKET = new ConcurrentHashMap<>();

    /**
     * @param sql with {@code :place}, and with the bucket of the rows {@code w}, {@code l} or {@code m} that it writes
     * @param bucket of all of them, over several servers
     */
    Prepared.Asked ask(DatabaseClient database, String sql, Bucket bucket) {
        if (given == null) {
            return OF_ROWS.computeIfAbsent(sql, Place::ofRows).on(database);
        }
        return OF_ONE_BUCKET
                .computeIfAbsent(sql, Place::ofOneBucket)
                .on(database)
                .bind("place", given)
                .bind("bucket", bucket.number());
    }

    private static Prepared ofRows(String sql) {
        return Prepared.of(PLACE.matcher(sql).replaceAll("(SELECT feed_place(pg_current_xact_id()))"));
    }

    private static Prepared ofOneBucket(String sql) {
        String compared = COMPARED.matcher(sql).replaceAll("= :bucket");
        String named = BUCKET_OF_ROW.matcher(compared).replaceAll("CAST(:bucket AS smallint)");
        return Prepared.of(PLACE.matcher(named).replaceAll("CAST(:place AS xid8)"));
    }
}
