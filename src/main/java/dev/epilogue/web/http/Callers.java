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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Who asks, and about what. */
public final class Callers {

    private static final Kind<Optional<Long>> ANY_REVISION = Kind.of(
            "one ETag of this closure, or *",
            etag -> etag.equals("*") ? Optional.empty() : Optional.of(Kinds.REVISION.read(etag.trim())));

    private static final int MOST_ETAGS = 20;
    private static final String LAST_SEEN = "Last-Event-ID";

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

    /** Whether a link or a wallet calls. */
    static boolean participates(ServerRequest request) {
        return request.exchange().getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                && caller.principal().wallet() != null;
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
        return Headers.told("sessionId", request.pathVariable("sessionId"), Kinds.SESSION);
    }

    /** @throws dev.epilogue.problem.ProblemException when no channel can have this id */
    public static Hash32 channel(ServerRequest request) {
        return Headers.told("channelId", request.pathVariable("channelId"), Kinds.HASH);
    }

    /** @throws dev.epilogue.problem.ProblemException when it is no address */
    public static Address participant(ServerRequest request) {
        return Headers.told("address", request.pathVariable("address"), Kinds.ADDRESS);
    }

    /** The revision that the caller has seen, where it insists on that. */
    public static Optional<Long> ifMatch(ServerRequest request) {
        return Headers.one(request, "If-Match", ANY_REVISION).flatMap(asked -> asked);
    }

    /** The newest of the revisions that the header names; nothing where it is absent or names none of ours. */
    public static Optional<Long> ifNoneMatch(ServerRequest request) {
        return request.headers().header("If-None-Match").stream()
                .flatMap(etags -> Arrays.stream(etags.split(",", MOST_ETAGS)))
                .flatMap(etag -> read(etag.trim(), Kinds.REVISION).stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * What a reader of events has seen last. A browser that reconnects sends it beside its first query: it is the newer word. The
     * browser keeps what it was once given, whatever has become of it, and never asks again where it is refused.
     *
     * @param unknown stands for whatever was not given by a stream of this kind
     */
    public static <T> @Nullable T lastSeen(ServerRequest request, Kind<T> position, T unknown) {
        List<String> values = request.headers().header(LAST_SEEN);
        boolean nothingSeen = values.stream().allMatch(String::isEmpty);
        return nothingSeen
                ? null
                : values.size() == 1 ? read(values.getFirst(), position).orElse(unknown) : unknown;
    }

    /**
     * As a list of events is asked for, by programs.
     *
     * @throws dev.epilogue.problem.ProblemException when it is no such position
     */
    public static <T> @Nullable T lastSeen(ServerRequest request, Kind<T> position) {
        String header = request.headers().firstHeader(LAST_SEEN);
        boolean nothingSeen = header == null || header.isEmpty();
        return nothingSeen ? null : Headers.one(request, LAST_SEEN, position).orElse(null);
    }

    private static <T> Optional<T> read(String text, Kind<T> kind) {
        try {
            return Optional.of(kind.read(text));
        } catch (Kind.Unfit unfit) {
            return Optional.empty();
        }
    }
}
