package dev.epilogue.store.keys;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A table whose column {@code wrapped_key} holds keys under the master key, in base64. */
public interface WrappedKeys {

    String table();

    /** From which {@link #owner} is told. */
    List<String> columns();

    /** What a row's key is bound to. */
    UUID owner(Readable row);

    /** Bound to the row's own id. */
    record ById(String table) implements WrappedKeys {

        @Override
        public List<String> columns() {
            return List.of("id");
        }

        @Override
        public UUID owner(Readable row) {
            return Objects.requireNonNull(row.get("id", UUID.class));
        }
    }
}
