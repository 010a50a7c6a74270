package dev.epilogue.web.http;

import java.util.Set;
import org.springframework.http.HttpMethod;

/** What a request's method says of it, for whatever asks. */
public final class Methods {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Methods() {}

    /** Whether it may change something; so may one that nobody knows. */
    public static boolean changes(HttpMethod method) {
        return !READS.contains(method);
    }
}
