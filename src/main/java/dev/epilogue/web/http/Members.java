package dev.epilogue.web.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of a request while its members are taken from it. A value of the wrong type is noted and comes back as null, like
 * one that is absent; whoever reads on until {@link Faults#check()} reports every fault at once.
 */
public final class Members {

    /** Up to here a double holds every integer. */
    private static final double EXACT = 1L << 53;

    private final JsonNode object;
    private final String path;
    private final Faults faults;
    private final Set<String> taken = new HashSet<>();

    private Members(JsonNode object, String path, Faults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    public static Members of(JsonNode object, Faults faults) {
        return new Members(object, "", faults);
    }

    public Faults faults() {
        return faults;
    }

    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Null when absent or null. */
    public @Nullable JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public <T> @Nullable T parsed(String name, Kind<T> kind) {
        JsonNode value = take(name);
        return value == null ? null : parse(value, path(name), kind);
    }

    public @Nullable Long integer(String name, long least, long most) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        OptionalLong integer = integral(value);
        if (integer.isEmpty() || integer.getAsLong() < least || integer.getAsLong() > most) {
            faults.invalid(path(name), "Expected an integer from " + least + " to " + most + ".");
            return null;
        }
        return integer.getAsLong();
    }

    /** 5.0 is the integer 5 in JSON Schema, and some languages write no other. */
    private static OptionalLong integral(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.longValue());
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        boolean exact = Math.abs(number) <= EXACT && Math.rint(number) == number;
        return exact ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    public @Nullable Boolean bool(String name) {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            faults.invalid(path(name), "Expected true or false.");
            return null;
        }
        return value == null ? null : value.booleanValue();
    }

    public @Nullable Members object(String name) {
        JsonNode value = take(name);
        return value == null ? null : child(value, path(name));
    }

    /** @return null when absent or no list; entries that are no objects are noted and left out */
    public @Nullable List<Members> objects(String name, int most) {
        return list(name, most, this::child);
    }

    /** @return null when absent or no list; entries that do not parse are noted and left out */
    public <T> @Nullable List<T> list(String name, int most, Kind<T> kind) {
        return this.<T>list(name, most, (value, at) -> parse(value, at, kind));
    }

    /** @return null when absent or no list; entries that are no such integers are noted and left out */
    public @Nullable List<Integer> integers(String name, int most, int least, int greatest) {
        return this.<Integer>list(name, most, (value, at) -> {
            OptionalLong integer = integral(value);
            if (integer.isEmpty() || integer.getAsLong() < least || integer.getAsLong() > greatest) {
                faults.invalid(at, "Expected an integer from " + least + " to " + greatest + ".");
                return null;
            }
            return (int) integer.getAsLong();
        });
    }

    /** Notes a missing member, unless it is noted already that its value is wrong. */
    public void require(String name, @Nullable Object value) {
        if (value == null && !faults.at(path(name))) {
            faults.invalid(path(name), "Is required.");
        }
    }

    /** Notes every member that nobody has taken. */
    public void end() {
        object.propertyNames().stream()
                .filter(name -> !taken.contains(name))
                .forEach(name -> faults.unknown(path(Texts.abridged(name))));
    }

    private <T> @Nullable List<T> list(String name, int most, Entry<T> reader) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.size() > most) {
            faults.invalid(path(name), "Expected a list of at most " + most + " entries.");
            return null;
        }
        List<T> entries = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            T entry = reader.read(value.get(i), path(name) + "[" + i + "]");
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private @Nullable Members child(JsonNode value, String at) {
        if (!value.isObject()) {
            faults.invalid(at, "Expected an object.");
            return null;
        }
        return new Members(value, at, faults);
    }

    private <T> @Nullable T parse(JsonNode value, String at, Kind<T> kind) {
        if (!value.isString()) {
            faults.invalid(at, "Expected text.");
            return null;
        }
        try {
            return kind.read(value.stringValue());
        } catch (Kind.Unfit unfit) {
            faults.invalid(at, unfit.sentence());
            return null;
        }
    }

    /** Reads one entry of a list; null when it has noted a fault. */
    private interface Entry<T> {
        @Nullable
        T read(JsonNode value, String at);
    }
}
