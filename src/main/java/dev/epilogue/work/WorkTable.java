package dev.epilogue.work;

import java.util.regex.Pattern;

/**
 * A table that is worked on. Its key is {@code (bucket smallint, id uuid)}; it has the columns {@code due_at timestamptz} (when
 * somebody must look; null: nobody), {@code lease_epoch bigint NOT NULL DEFAULT 0}, {@code lease_owner text} and
 * {@code lease_until timestamptz}, and an index on {@code due_at}.
 *
 * <p>Whoever changes a row that others work on sets {@code due_at = now()} and rings the {@link WorkBell}: a worker that holds the
 * row looks again when it is done, because giving back a lease never moves a time that has come.
 *
 * @param lane of a row {@code t}, as an expression: what its work waits for (a node, a chain), with places of its own
 */
public record WorkTable(String name, String lane) {

    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

    public WorkTable {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a table");
        }
    }

    /** Of rows that all wait for the same. */
    public WorkTable(String name) {
        this(name, "''");
    }
}
