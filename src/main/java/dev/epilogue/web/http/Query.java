package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** A request's query while it is read: as strict as bodies are, since a misspelt filter must not answer with everything. */
public final class Query {

    private final ServerRequest request;
    private final Faults faults = new Faults();
    private final Set<String> taken = new HashSet<>();

    public Query(ServerRequest request) {
        this.request = request;
    }

    public <T> @Nullable T one(String name, Function<String, T> parser) {
        taken.add(name);
        List<String> values = request.queryParams().getOrDefault(name, List.of());
        if (values.size() > 1) {
            faults.invalid(name, "May stand once.");
        }
        return values.size() == 1 ? parse(name, values.getFirst(), parser) : null;
    }

    /** Repeated, or separated by commas. */
    public <T> List<T> many(String name, Function<String, T> parser) {
        taken.add(name);
        List<T> all = new ArrayList<>();
        request.queryParams().getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .limit(100)
                .forEach(value -> {
                    T parsed = parse(name, value, parser);
                    if (parsed != null) {
                        all.add(parsed);
                    }
                });
        return all;
    }

    public int integer(String name, int least, int most, int standard) {
        Integer value = one(name, text -> {
            boolean integer = text.matches("[0-9]{1,9}");
            if (!integer || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("expected an integer from " + least + " to " + most);
            }
            return Integer.valueOf(text);
        });
        return value == null ? standard : value;
    }

    /** Never longer than a request may wait; zero when nothing was asked. */
    public Duration wait(Duration longest) {
        Duration asked = one("wait", Durations::parse);
        if (asked == null) {
            return Duration.ZERO;
        }
        return asked.compareTo(longest) < 0 ? asked : longest;
    }

    @Nullable
    public Boolean bool(String name) {
        return one(name, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        });
    }

    @Nullable
    public Instant instant(String name) {
        return one(name, text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException wrong) {
                throw new IllegalArgumentException("expected a time as 2026-11-24T01:02:03Z");
            }
        });
    }

    @Nullable
    public String text(String name) {
        return one(name, Texts.line(1, 200));
    }

    /** @throws dev.epilogue.problem.ProblemException naming every fault, unknown parameters among them */
    public void end() {
        for (String name : request.queryParams().keySet()) {
            if (!taken.contains(name)) {
                throw Problem.of(ProblemCode.UNKNOWN_MEMBER, Texts.abridged(name), "There is no such parameter here.")
                        .exception();
            }
        }
        faults.check();
    }

    private <T> @Nullable T parse(String name, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException wrong) {
            faults.invalid(name, Texts.sentence(String.valueOf(wrong.getMessage())));
            return null;
        }
    }
}
