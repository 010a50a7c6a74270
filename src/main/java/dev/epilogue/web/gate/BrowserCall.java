package dev.epilogue.web.gate;

import dev.epilogue.web.http.Methods;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a request shows of the page that sent it, if a page did. Pages cannot forge {@code Origin}, {@code Sec-Fetch-Site} and
 * {@code Host}; who is no browser sends what it likes and has nothing to gain by it, since no cookie comes with it by itself.
 *
 * @param host by which the service was called; empty where that was not said, or said in two ways
 * @param site of {@code Sec-Fetch-Site}; null where none was sent
 * @param bodiless whether no body is announced
 * @param cookie whether cookies came with it
 */
record BrowserCall(
        HttpMethod method,
        String host,
        @Nullable String origin,
        @Nullable String site,
        @Nullable String contentType,
        boolean bodiless,
        boolean cookie) {

    /** A name, or an address of IPv6 in brackets; nothing but its port may follow. */
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^\\[\\]:/?#@\\\\]+)(?::[0-9]{0,5})?");

    static BrowserCall of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return new BrowserCall(
                request.getMethod(),
                host(request),
                headers.getFirst(HttpHeaders.ORIGIN),
                headers.getFirst("Sec-Fetch-Site"),
                headers.getFirst(HttpHeaders.CONTENT_TYPE),
                headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING),
                headers.containsHeader(HttpHeaders.COOKIE));
    }

    private static String host(ServerHttpRequest request) {
        List<String> named = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
        return named.size() == 1 ? named.getFirst().toLowerCase(Locale.ROOT) : "";
    }

    boolean changes() {
        return Methods.changes(method);
    }

    /** Without its port; all of it where it is no host. */
    String hostName() {
        Matcher matcher = HOST.matcher(host);
        return matcher.matches() ? matcher.group(1) : host;
    }

    /** Whether the page that sent it is one of the host that it came to. */
    boolean sameOrigin() {
        return Optional.ofNullable(origin)
                .map(page -> page.equalsIgnoreCase("http://" + host) || page.equalsIgnoreCase("https://" + host))
                .orElse(false);
    }

    /** Whether a browser says, or the method shows, that a page of another origin sent it. */
    boolean foreign() {
        if (origin != null) {
            return !sameOrigin();
        }
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** Whether nothing shows that a page of ours sent it, though a cookie speaks for it. */
    boolean unexplained() {
        return cookie && origin == null && site == null;
    }

    /**
     * Whether it comes as only a program, or a page that was let to, can send it: a form cannot send JSON, and a page cannot leave
     * out what says that it is one.
     */
    boolean deliberate() {
        if (contentType != null) {
            return json(contentType);
        }
        return bodiless && (method.equals(HttpMethod.DELETE) || (origin == null && site == null && !cookie));
    }

    private static boolean json(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.isConcrete()
                    && (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                            || type.equalsTypeAndSubtype(MediaType.APPLICATION_NDJSON)
                            || (type.getType().equals("application")
                                    && type.getSubtype().endsWith("+json")));
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }
}
