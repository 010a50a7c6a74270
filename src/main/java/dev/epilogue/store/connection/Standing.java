package dev.epilogue.store.connection;

/**
 * What a connection turned out to keep from one statement to the next.
 *
 * @param statements whether what was prepared is found again
 * @param settings whether what was set still holds
 * @param own whether it stays with one server process, as {@code LISTEN} needs it
 */
public record Standing(boolean statements, boolean settings, boolean own) {

    static final Standing DIRECT = new Standing(true, true, true);

    /** The service cannot work without. */
    public boolean sufficient() {
        return statements;
    }

    /** One sentence for whoever runs the service: what stands in between, and which setting helps. */
    public String advice() {
        if (!statements) {
            return "a pooler between the service and PostgreSQL gives each transaction another connection and loses prepared"
                    + " statements: use session mode (pool_mode = session), or PgBouncer 1.21 or newer with"
                    + " max_prepared_statements above 0, or add preparedStatementCacheQueries=0 to spring.r2dbc.url";
        }
        if (!settings) {
            return "a pooler between the service and PostgreSQL gives each transaction another connection and loses settings and"
                    + " wake-ups: use session mode (pool_mode = session), or set the limits for the role and let it poll"
                    + " (ALTER ROLE … SET statement_timeout = '5s', and lock_timeout = '3s')";
        }
        if (!own) {
            return "a pooler between the service and PostgreSQL gives each transaction another connection, so that wake-ups"
                    + " are lost and the service polls: use session mode (pool_mode = session) for faster streams";
        }
        return "nothing stands between the service and PostgreSQL that it would notice";
    }
}
