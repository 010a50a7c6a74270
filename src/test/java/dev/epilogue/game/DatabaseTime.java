package dev.epilogue.game;

import dev.epilogue.testing.TestDatabase;
import java.time.Duration;

/** A database server's clock, which may leap: its functions that tell the time are found before the built-in ones. */
final class DatabaseTime {

    private static final String CLOCK = """
            CREATE SCHEMA machine;
            CREATE TABLE machine.clock (ahead interval NOT NULL);
            INSERT INTO machine.clock VALUES ('0');
            CREATE FUNCTION machine.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
              AS 'SELECT pg_catalog.now() + ahead FROM machine.clock';
            CREATE FUNCTION machine.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
              AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM machine.clock';
            ALTER DATABASE epilogue SET search_path = public, machine, pg_catalog
            """;

    private DatabaseTime() {}

    /** @return the same database, which has to be empty still: what its schema says of the time is bound to these functions */
    static TestDatabase ownedBy(TestDatabase database) {
        database.execute(CLOCK);
        return database;
    }

    /** @param ahead of the machine's clock, negative where it is behind */
    static void show(TestDatabase database, Duration ahead) {
        database.execute("UPDATE machine.clock SET ahead = '%d s'".formatted(ahead.toSeconds()));
    }
}
