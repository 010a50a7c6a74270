package dev.epilogue.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Openings;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.participant.HandoverCode;
import dev.epilogue.credential.participant.HandoverStore;
import dev.epilogue.credential.participant.LinkSettings;
import dev.epilogue.credential.participant.LinkStore;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.credential.participant.Session;
import dev.epilogue.credential.participant.SessionStore;
import dev.epilogue.credential.participant.SessionToken;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import java.time.Instant;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Turns what a participant was given, a link or a code, into a session; once somebody comes with a link, that is on record. */
@Service
public class EntryDesk {

    private static final int MOST_REMEMBERED = 50_000;

    private final Registrar registrar;
    private final LinkStore links;
    private final SessionStore sessions;
    private final HandoverStore handovers;
    private final LinkSettings settings;

    /** Only so that nobody is asked again: what is forgotten is looked up. */
    private final Cache<Seen, Boolean> came =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Seen(ClosureId closure, Address participant) {}

    EntryDesk(
            Registrar registrar,
            LinkStore links,
            SessionStore sessions,
            HandoverStore handovers,
            LinkSettings settings) {
        this.registrar = registrar;
        this.links = links;
        this.sessions = sessions;
        this.handovers = handovers;
        this.settings = settings;
    }

    /** Its token is handed out here and never again. */
    public record Entered(Session session, SessionToken token) {}

    /** A code for another browser. */
    public record Offered(HandoverCode code, Instant expiresAt) {}

    /** Whom the link speaks for; the token goes on being used itself. */
    public Mono<LinkStore.Found> look(LinkToken token) {
        return found(token).flatMap(link -> {
            if (!link.link().reusable()) {
                return Mono.error(Problem.of(
                                ProblemCode.INVALID_PARAMETER,
                                "cookie",
                                "A link for one use is exchanged for a cookie.")
                        .exception());
            }
            return opened(link).then(links.used(token)).thenReturn(link);
        });
    }

    /** A session of its own for each exchange. */
    public Mono<Entered> exchange(LinkToken token) {
        SessionToken fresh = SessionToken.next();
        return found(token)
                .flatMap(link -> opened(link).then(sessions.ofLink(token, fresh)))
                .map(session -> new Entered(session, fresh))
                .switchIfEmpty(Mono.error(EntryDesk::expired));
    }

    /** For the session's own browser to show to another one. */
    public Mono<Offered> offer(Session.Opens opens, Address wallet, Instant until) {
        HandoverCode code = HandoverCode.next();
        return handovers
                .offer(code, opens, wallet, until, settings.handover())
                .map(expiresAt -> new Offered(code, expiresAt))
                .switchIfEmpty(Mono.error(EntryDesk::expired));
    }

    public Mono<Entered> redeem(HandoverCode code) {
        SessionToken fresh = SessionToken.next();
        return handovers
                .redeem(code, fresh)
                .map(session -> new Entered(session, fresh))
                .switchIfEmpty(Mono.error(EntryDesk::expired));
    }

    private Mono<LinkStore.Found> found(LinkToken token) {
        return links.find(token)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.UNAUTHENTICATED, "There is no such link.")
                        .exception()))
                .filter(LinkStore.Found::stands)
                .switchIfEmpty(Mono.error(EntryDesk::expired));
    }

    /** A participant reads with its own credential what it is asked to sign: that it came is on record from the first time on. */
    public Mono<Void> looked(TenantId tenant, ClosureId closure, Address participant) {
        Seen seen = new Seen(closure, participant);
        return came.getIfPresent(seen) != null
                ? Mono.empty()
                : opened(tenant, closure, participant).doOnSuccess(done -> came.put(seen, true));
    }

    /** Once for each participant, whatever number of links it has; before the link counts as used, so that it cannot be missed. */
    private Mono<Void> opened(LinkStore.Found found) {
        Address participant = found.link().participant();
        if (found.link().firstUsedAt() != null) {
            return Mono.empty();
        }
        return opened(found.tenant(), found.closure(), participant);
    }

    private Mono<Void> opened(TenantId tenant, ClosureId closure, Address participant) {
        return registrar
                .change(
                        tenant,
                        closure,
                        loaded -> links.opened(closure, participant)
                                .map(known -> known
                                        ? new Decision.Unchanged()
                                        : Openings.opened(loaded.closure(), participant, loaded.now())))
                .then();
    }

    public static ProblemException expired() {
        return Problem.of(
                        ProblemCode.LINK_EXPIRED,
                        "The link, or the code, is used up, revoked or too old: ask for a new one.")
                .exception();
    }
}
