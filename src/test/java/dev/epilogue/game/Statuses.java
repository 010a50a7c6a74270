package dev.epilogue.game;

import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.Transitions;
import dev.epilogue.testing.TestDatabase;

/** Every step from one status to another as it is stored, also those of which no event tells: the database itself writes them down. */
final class Statuses {

    /** As {@link #allowed} reads it. */
    static final String ALL = "SELECT DISTINCT before || ' ' || after || ' ' || closure AS closure FROM stored_step";

    /** Submissions that were proved not executed: sent again, or, where their time was over, to be signed again, if there is time for that. */
    static final String WENT_BACK =
            "SELECT DISTINCT closure AS closure FROM stored_step WHERE before = 'SUBMITTING' AND after IN ('READY', 'COLLECTING')";

    private static final String WATCH = """
            CREATE TABLE stored_step (closure text, before text, after text);
            CREATE FUNCTION store_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO stored_step VALUES (NEW.id::text, OLD.status, NEW.status);
              RETURN NULL;
            END $$;
            CREATE TRIGGER stored_steps AFTER UPDATE ON closure FOR EACH ROW
              WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION store_step()
            """;

    private Statuses() {}

    /** @return the same database */
    static TestDatabase watchedIn(TestDatabase database) {
        database.execute(WATCH);
        return database;
    }

    /** A proof that leaves nothing to wait for is stored with the end: two steps in one. */
    static boolean allowed(String step) {
        String[] names = step.split(" ");
        ClosureStatus from = ClosureStatus.valueOf(names[0]);
        ClosureStatus to = ClosureStatus.valueOf(names[1]);
        return Transitions.allowed(from, to)
                || (to == ClosureStatus.SETTLED && Transitions.allowed(from, ClosureStatus.SETTLING));
    }
}
