package dev.epilogue.web.gate;

import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The token of an {@code Authorization: Bearer} header. */
public final class Bearer {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 8192;

    private Bearer() {}

    /** Nothing where there is no such header, or more than one, or one too long to be looked at. */
    public static Optional<String> of(ServerRequest request) {
        var headers = request.headers().header("Authorization");
        if (headers.size() != 1) {
            return Optional.empty();
        }
        String header = headers.getFirst();
        boolean bearer = header.length() <= LONGEST && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? Optional.of(header.substring(SCHEME.length()).strip()) : Optional.empty();
    }

    /** Whether any credential stands in a header, of whatever scheme. */
    static boolean any(ServerRequest request) {
        return !request.headers().header("Authorization").isEmpty();
    }
}
