package dev.epilogue.web.access;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.credential.participant.Session;
import dev.epilogue.credential.participant.SessionToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Cookies of participants' sessions. A link's is named after its closure, so that two people's links in one browser do not take each
 * other's place. No script reads them, no other site's page sends them, no other host sets them.
 */
final class Cookies {

    /** Which closure's session a call means that says so nowhere else. */
    static final String CLOSURE = "closure";

    private static final String PREFIX = "__Host-ep-";
    private static final String WALLET = PREFIX + "wallet";
    private static final String CLOSURES = "/v1/closures/";

    /** The time of its making, to the millisecond, and twelve random bits. */
    private static final int ID_PREFIX = 16;

    private Cookies() {}

    static ResponseCookie of(Session session, SessionToken token, Instant now) {
        Duration age = Duration.between(now, session.until());
        return cookie(name(session), token.text()).maxAge(age).build();
    }

    static ResponseCookie gone(String name) {
        return cookie(name, "").maxAge(0).build();
    }

    static String name(@Nullable ClosureId closure) {
        return closure == null ? WALLET : ofClosure(closure);
    }

    private static String name(Session session) {
        return name(session.opens() == null ? null : session.opens().closure());
    }

    /** Whether a session's cookie came with it, good or not. */
    static boolean any(ServerRequest request) {
        return request.cookies().keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
    }

    /** The tokens that can be meant, the likeliest first: of the closure that the call is about, of the wallet, of the only link. */
    static List<SessionToken> tokens(ServerRequest request) {
        Optional<String> closure = closure(request).map(Cookies::ofClosure);
        List<String> links = request.cookies().keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.equals(WALLET))
                .toList();
        Stream<String> others = links.size() == 1 ? links.stream() : Stream.empty();
        return Stream.of(closure.stream(), Stream.of(WALLET), others)
                .flatMap(names -> names)
                .distinct()
                .flatMap(name -> value(request, name).stream())
                .toList();
    }

    private static Optional<SessionToken> value(ServerRequest request, String name) {
        List<HttpCookie> cookies = request.cookies().getOrDefault(name, List.of());
        return cookies.size() == 1 ? SessionToken.parse(cookies.getFirst().getValue()) : Optional.empty();
    }

    private static Optional<ClosureId> closure(ServerRequest request) {
        String path = request.path();
        if (path.startsWith(CLOSURES)) {
            return ClosureId.parse(path.substring(CLOSURES.length()).split("/", 2)[0]);
        }
        return request.queryParam(CLOSURE).flatMap(ClosureId::parse);
    }

    private static String ofClosure(ClosureId closure) {
        return PREFIX + closure.toString().replace("-", "").substring(0, ID_PREFIX);
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String name, String value) {
        return ResponseCookie.from(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict");
    }
}
