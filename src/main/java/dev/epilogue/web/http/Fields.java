package dev.epilogue.web.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of an answer, in the order in which its members are put. */
public final class Fields {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** An object without members. */
    public static Fields none() {
        return new Fields();
    }

    public static Fields of(String name, @Nullable Object value) {
        return new Fields().put(name, value);
    }

    public Fields put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    @JsonValue
    public Map<String, @Nullable Object> members() {
        return members;
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
