package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** A request's query while it is read: as strict as bodies are, since a misspelt filter must not answer with everything. */
public final class Query {

    private static final int MANY = 100;

    private final ServerRequest request;
    private final Faults faults = new Faults();
    private final Set<String> taken = new HashSet<>();

    public Query(ServerRequest request) {
        this.request = request;
    }

    public <T> @Nullable T one(String name, Kind<T> kind) {
        taken.add(name);
        List<String> values = request.queryParams().getOrDefault(name, List.of());
        if (values.size() > 1) {
            faults.invalid(name, "May stand once.");
        }
        return values.size() == 1 ? parse(name, values.getFirst(), kind) : null;
    }

    /** Repeated, or separated by commas. */
    public <T> List<T> many(String name, Kind<T> kind) {
        taken.add(name);
        List<String> values = request.queryParams().getOrDefault(name, List.of()).stream()
                .flatMap(value ->
                        Arrays.stream(Objects.requireNonNullElse(value, "").split(",", -1)))
                .toList();
        if (values.size() > MANY) {
            faults.invalid(name, "Expected at most " + MANY + " values.");
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (String value : values) {
            T parsed = parse(name, value, kind);
            if (parsed != null) {
                all.add(parsed);
            }
        }
        return all;
    }

    public int integer(String name, int least, int most, int standard) {
        Integer value = one(name, Kinds.integer(least, most));
        return value == null ? standard : value;
    }

    /** Never longer than a request may wait; zero when nothing was asked. */
    public Duration wait(Duration longest) {
        Duration asked = one("wait", Kinds.DURATION);
        if (asked == null) {
            return Duration.ZERO;
        }
        return asked.compareTo(longest) < 0 ? asked : longest;
    }

    @Nullable
    public Boolean bool(String name) {
        return one(name, Kinds.FLAG);
    }

    @Nullable
    public Instant instant(String name) {
        return one(name, Kinds.INSTANT);
    }

    @Nullable
    public String text(String name) {
        return one(name, Texts.line(1, 200));
    }

    /** {@code closure}: which cookie is meant, where a browser has several. Whoever made the caller out has looked at it already. */
    public void cookieOf() {
        one("closure", Kinds.ANY_UUID);
    }

    /** @throws dev.epilogue.problem.ProblemException naming every fault, unknown parameters among them */
    public void end() {
        if (Callers.participates(request)) {
            // a browser with several cookies says which of them is meant, whatever it calls
            cookieOf();
        }
        for (String name : request.queryParams().keySet()) {
            if (!taken.contains(name)) {
                throw Problem.of(ProblemCode.UNKNOWN_MEMBER, Texts.abridged(name), "There is no such parameter here.")
                        .exception();
            }
        }
        faults.check();
    }

    /** @param value null for a parameter without a value, as in {@code ?ended} */
    private <T> @Nullable T parse(String name, @Nullable String value, Kind<T> kind) {
        try {
            return kind.read(value == null ? "" : value);
        } catch (Kind.Unfit unfit) {
            faults.invalid(name, unfit.sentence());
            return null;
        }
    }
}
