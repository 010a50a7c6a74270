package dev.epilogue.store.connection;

/** The database cannot be worked with as it is reached; the message says what helps. */
public final class UnfitDatabaseException extends RuntimeException {

    public static final String STANDBY =
            "the database server is a standby and takes no writes: give the primary's address, or all"
                    + " of them as r2dbc:postgresql:failover://a,b/name?targetServerType=primary (docs/databases.md)";

    public UnfitDatabaseException(String advice) {
        super(advice);
    }
}
