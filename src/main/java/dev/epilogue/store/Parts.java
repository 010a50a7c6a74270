package dev.epilogue.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A statement in the making: common table expressions that run together, and what is bound to them. */
final class Parts {

    private final List<String> parts = new ArrayList<>();
    private final Map<String, Object> binds = new LinkedHashMap<>();
    private final Map<String, Class<?>> nulls = new LinkedHashMap<>();

    void add(String part) {
        parts.add(part);
    }

    void bind(String name, Object value) {
        nulls.remove(name);
        binds.put(name, value);
    }

    void bindName(String name, @Nullable Enum<?> value) {
        bindNullable(name, value == null ? null : value.name(), String.class);
    }

    void bindNullable(String name, @Nullable Object value, Class<?> type) {
        if (value == null) {
            nulls.put(name, type);
        } else {
            binds.put(name, value);
        }
    }

    /** @param result what the statement answers, once every part has run */
    GenericExecuteSpec bindTo(DatabaseClient database, String result) {
        GenericExecuteSpec spec = database.sql("WITH " + String.join(",\n", parts) + "\n" + result);
        for (Map.Entry<String, Object> bind : binds.entrySet()) {
            spec = spec.bind(bind.getKey(), bind.getValue());
        }
        for (Map.Entry<String, Class<?>> absent : nulls.entrySet()) {
            spec = spec.bindNull(absent.getKey(), absent.getValue());
        }
        return spec;
    }
}
