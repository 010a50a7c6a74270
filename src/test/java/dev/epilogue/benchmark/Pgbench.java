package dev.epilogue.benchmark;

import dev.epilogue.testing.TestDatabase;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What PostgreSQL does where nothing but its own load program asks: five plain statements for each closure (created, signed twice, claimed,
 * finished), each a transaction, nobody notified.
 */
final class Pgbench {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private static final String TABLES = """
            CREATE TABLE plain (id bigserial PRIMARY KEY, state text NOT NULL, signed int NOT NULL DEFAULT 0, leased timestamptz, body text);
            CREATE TABLE plain_signature (id bigint, signer int, bytes text, PRIMARY KEY (id, signer));
            CREATE TABLE plain_event (id bigint, number int, kind text, PRIMARY KEY (id, number))""";

    private static final String CLOSURE = """
            WITH c AS (INSERT INTO plain (state, body) VALUES ('COLLECTING', repeat('x', 400)) RETURNING id), e AS (INSERT INTO plain_event SELECT id, 1, 'proposed' FROM c) SELECT id FROM c \\gset
            WITH s AS (INSERT INTO plain_signature VALUES (:id, 1, repeat('s', 132))), e AS (INSERT INTO plain_event VALUES (:id, 2, 'signed')) UPDATE plain SET signed = signed + 1 WHERE id = :id;
            WITH s AS (INSERT INTO plain_signature VALUES (:id, 2, repeat('s', 132))), e AS (INSERT INTO plain_event VALUES (:id, 3, 'signed')) UPDATE plain SET signed = signed + 1, state = 'READY' WHERE id = :id;
            UPDATE plain SET state = 'SENT', leased = now() WHERE id = :id AND state = 'READY';
            WITH e AS (INSERT INTO plain_event VALUES (:id, 4, 'closed')) UPDATE plain SET state = 'CLOSED', leased = NULL WHERE id = :id;
            """;

    private Pgbench() {}

    /** Closures a second; nothing where the program is not installed. */
    static OptionalDouble rate(TestDatabase database, int clients, int seconds) {
        Optional<Path> program = program();
        return program.isPresent()
                ? OptionalDouble.of(rate(program.get(), database, clients, seconds))
                : OptionalDouble.empty();
    }

    private static double rate(Path program, TestDatabase database, int clients, int seconds) {
        database.execute(TABLES);
        try {
            Process running = new ProcessBuilder(
                            program.toString(),
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--client=" + clients,
                            "--jobs=2",
                            "--time=" + seconds,
                            "--file=-",
                            database.jdbcUrl().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "") + "?user="
                                    + database.user())
                    .redirectErrorStream(true)
                    .start();
            try (Writer script = running.outputWriter(StandardCharsets.UTF_8)) {
                script.write(CLOSURE);
            }
            String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(said);
            if (running.waitFor() != 0 || !rate.find()) {
                throw new IllegalStateException(said);
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Optional<Path> program() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> releases = Files.list(DEBIAN)) {
            List<Path> programs = releases.map(release -> release.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
            return programs.isEmpty() ? Optional.empty() : Optional.of(programs.getLast());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
