package dev.epilogue.store;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a statement that the server refused, and rolled back, from a server or a connection that is in trouble. */
final class Refusals {

    /** Cardinality, data, constraints, deadlocks, limits, locks: classes of SQLSTATE. */
    private static final Set<String> CLASSES = Set.of("21", "22", "23", "40", "42", "54", "55");

    private static final String CANCELLED = "57014";

    private Refusals() {}

    /** True where nothing was written and another statement may well succeed. */
    static boolean ofOneStatement(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused && refused.getSqlState() != null) {
                String state = refused.getSqlState();
                return state.equals(CANCELLED) || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
            }
        }
        // what a transaction came to is nobody's knowledge
        return !(failure instanceof DataAccessException || failure instanceof TransactionException);
    }
}
