package dev.epilogue.web.http;

import dev.epilogue.access.Principal;
import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Who asks, and about what. */
public final class Callers {

    private Callers() {}

    /** Puts down who calls; the gate does so before any handler runs. */
    public static ServerRequest known(ServerRequest request, Caller caller) {
        request.exchange().getAttributes().put(Caller.ATTRIBUTE, caller);
        return request;
    }

    /** @throws IllegalStateException on a route that everybody may call */
    public static Caller caller(ServerRequest request) {
        if (request.exchange().getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("nobody in particular calls here");
    }

    public static Principal principal(ServerRequest request) {
        return caller(request).principal();
    }

    /**
     * Within which the request is answered.
     *
     * @throws dev.epilogue.problem.ProblemException when the caller acts over all tenants and has named none
     */
    public static TenantId tenant(ServerRequest request) {
        TenantId tenant = caller(request).tenant();
        if (tenant == null) {
            throw Problem.of(ProblemCode.SCOPE_MISSING, "This credential belongs to no tenant, and the call needs one.")
                    .exception();
        }
        return tenant;
    }

    /**
     * Whose part of a thing is asked for: a link or a wallet sees its own alone, named or not.
     *
     * @param asked null where none was named
     * @throws dev.epilogue.problem.ProblemException when it is another's
     */
    public static @Nullable Address own(ServerRequest request, @Nullable Address asked) {
        if (asked != null) {
            actsFor(request, asked);
        }
        return asked == null ? principal(request).wallet() : asked;
    }

    /**
     * A link or a wallet speaks for itself alone.
     *
     * @throws dev.epilogue.problem.ProblemException when the caller may not speak for this participant
     */
    public static void actsFor(ServerRequest request, Address participant) {
        actsFor(principal(request), participant);
    }

    /** For what goes on after the request was looked at. */
    public static void actsFor(Principal principal, Address participant) {
        if (!principal.actsFor(participant)) {
            throw Problem.of(ProblemCode.SCOPE_MISSING, "This credential speaks for another participant.")
                    .exception();
        }
    }

    /** @throws dev.epilogue.problem.ProblemException when no closure can have this id */
    public static ClosureId closure(ServerRequest request) {
        return closure(request.pathVariable("id"));
    }

    /** Whose closures the caller sees in lists and streams. */
    public static Reach reach(ServerRequest request) {
        Principal principal = principal(request);
        Address wallet = principal.wallet();
        return principal.kind() == Principal.Kind.WALLET && wallet != null
                ? new Reach.Wallet(wallet)
                : new Reach.Tenant(tenant(request));
    }

    public static ClosureId closure(String id) {
        return ClosureId.parse(id)
                .orElseThrow(() -> Problem.of(ProblemCode.CLOSURE_NOT_FOUND, "There is no such closure.")
                        .exception());
    }

    /** @throws dev.epilogue.problem.ProblemException when no channel update can have this id */
    public static ChannelUpdateId channelUpdate(ServerRequest request) {
        return ChannelUpdateId.parse(request.pathVariable("id"))
                .orElseThrow(() -> Problem.of(ProblemCode.CHANNEL_UPDATE_NOT_FOUND, "There is no such channel update.")
                        .exception());
    }

    /** @throws dev.epilogue.problem.ProblemException when no session can have this id */
    public static SessionId session(ServerRequest request) {
        try {
            return SessionId.parse(request.pathVariable("sessionId"));
        } catch (IllegalArgumentException noId) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "sessionId", "Expected 0x and 64 hex digits.")
                    .exception();
        }
    }

    /** @throws dev.epilogue.problem.ProblemException when no channel can have this id */
    public static Hash32 channel(ServerRequest request) {
        try {
            return Hash32.parse(request.pathVariable("channelId"));
        } catch (IllegalArgumentException noId) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "channelId", "Expected 0x and 64 hex digits.")
                    .exception();
        }
    }

    /** @throws dev.epilogue.problem.ProblemException when it is no address */
    public static Address participant(ServerRequest request) {
        try {
            return Address.parse(request.pathVariable("address"));
        } catch (IllegalArgumentException noAddress) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "address", "Expected 0x and 40 hex digits.")
                    .exception();
        }
    }

    /** The revision that the caller has seen, where it insists on that. */
    public static Optional<Long> ifMatch(ServerRequest request) {
        String header = request.headers().firstHeader("If-Match");
        if (header == null || header.equals("*")) {
            return Optional.empty();
        }
        return Optional.of(revision(header)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.INVALID_PARAMETER, "If-Match", "Expected one ETag of this closure.")
                        .exception()));
    }

    /** Nothing where the header is absent or names no revision of ours. */
    public static Optional<Long> ifNoneMatch(ServerRequest request) {
        return Optional.ofNullable(request.headers().firstHeader("If-None-Match"))
                .flatMap(Callers::revision);
    }

    private static Optional<Long> revision(String etag) {
        String text = etag.trim();
        String strong = text.startsWith("W/") ? text.substring(2) : text;
        return strong.matches("\"[0-9]{1,18}\"")
                ? Optional.of(Long.valueOf(strong.substring(1, strong.length() - 1)))
                : Optional.empty();
    }

    /** What a reader of events has seen last. A browser that reconnects sends it beside its first query: it is the newer word. */
    public static <T> @Nullable T lastSeen(ServerRequest request, Function<String, T> position) {
        String header = request.headers().firstHeader("Last-Event-ID");
        if (header == null || header.isEmpty()) {
            return null;
        }
        try {
            return position.apply(header);
        } catch (IllegalArgumentException wrong) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "Last-Event-ID", "Expected the position of an event.")
                    .exception();
        }
    }
}
