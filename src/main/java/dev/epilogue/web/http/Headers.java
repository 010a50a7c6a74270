package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** A request's headers, read as bodies and queries are. */
public final class Headers {

    private Headers() {}

    /**
     * Nothing where the header is absent.
     *
     * @throws dev.epilogue.problem.ProblemException when it stands more than once or is no such thing
     */
    public static <T> Optional<T> one(ServerRequest request, String name, Kind<T> kind) {
        List<String> values = request.headers().header(name);
        if (values.size() > 1) {
            throw refused(name, "May stand once.");
        }
        return values.stream().findFirst().map(value -> told(name, value, kind));
    }

    /**
     * Of what always stands, as the variables of a path do.
     *
     * @throws dev.epilogue.problem.ProblemException when it is no such thing
     */
    static <T> T told(String name, String value, Kind<T> kind) {
        try {
            return kind.read(value);
        } catch (Kind.Unfit unfit) {
            throw refused(name, unfit.sentence());
        }
    }

    /** Whether the body is said to be of one of these, as it comes; not where what is said cannot be read, or it is packed. */
    public static boolean bodyIs(ServerRequest request, MediaType... types) {
        boolean packed = request.headers().header(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"));
        if (packed) {
            return false;
        }
        try {
            Optional<MediaType> said = request.headers().contentType().filter(MediaType::isConcrete);
            return said.isPresent() && List.of(types).stream().anyMatch(type -> type.includes(said.get()));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** @throws dev.epilogue.problem.ProblemException when it cannot be read */
    static List<MediaType> accepted(HttpHeaders headers) {
        try {
            return headers.getAccept();
        } catch (InvalidMediaTypeException unreadable) {
            throw refused("Accept", "Expected media types.");
        }
    }

    private static RuntimeException refused(String name, String detail) {
        return Problem.of(ProblemCode.INVALID_PARAMETER, name, detail).exception();
    }
}
