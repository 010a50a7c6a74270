package dev.epilogue.store;

/**
 * The statements about leases that are the same for every table {@code t} that is worked on under them: keyed by {@code (bucket, id)}, with
 * {@code due_at}, {@code lease_epoch}, {@code lease_owner} and {@code lease_until}. All on the database's clock. While a row is held it is
 * due at the end of its lease: where it is due before, somebody wants another look.
 */
public final class LeaseSql {

    /** Which row, and that nobody else has taken it since. */
    public static final String HELD =
            "WHERE bucket = :bucket AND id = :id AND lease_epoch = :epoch AND lease_until IS NOT NULL";

    private static final String TAKEN = """
            , taken AS (
              UPDATE %s t SET lease_epoch = t.lease_epoch + 1, lease_owner = :owner,
                lease_until = now() + CAST(:lease AS interval), due_at = now() + CAST(:lease AS interval)
              FROM due WHERE t.bucket = due.bucket AND t.id = due.id RETURNING t.*)
            """;

    private static final String RENEW = """
            UPDATE %s SET lease_until = clock.ahead, due_at = CASE WHEN due_at < lease_until THEN due_at ELSE clock.ahead END
            FROM (SELECT now() + CAST(:lease AS interval) AS ahead) clock
            """ + HELD;

    private static final String GIVE_BACK =
            "UPDATE %s SET lease_until = NULL, lease_owner = NULL, due_at = now() " + HELD;

    private LeaseSql() {}

    /** What is due gets into the hands of {@code :owner}, see {@link Due}. Goes on with a SELECT from {@code taken}. */
    public static String take(String table) {
        return TAKEN.formatted(table);
    }

    public static String renew(String table) {
        return RENEW.formatted(table);
    }

    /** Left in the middle: due at once. */
    public static String giveBack(String table) {
        return GIVE_BACK.formatted(table);
    }
}
