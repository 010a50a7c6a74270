package dev.epilogue.closure;

import org.jspecify.annotations.Nullable;

/** One of the conditions that the guide names for closing, as far as it can be known. */
public record Prerequisite(
        String name, Result result, @Nullable String detail) {

    public enum Result {
        OK,
        WARN,
        BLOCKING,
        UNKNOWABLE
    }

    public static Prerequisite ok(String name) {
        return new Prerequisite(name, Result.OK, null);
    }
}
