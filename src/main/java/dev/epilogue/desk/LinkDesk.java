package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.Asked;
import dev.epilogue.credential.participant.Link;
import dev.epilogue.credential.participant.LinkSettings;
import dev.epilogue.credential.participant.LinkStore;
import dev.epilogue.credential.participant.LinkTerms;
import dev.epilogue.credential.participant.LinkToken;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Links that a tenant gives to the participants of its closures. None of it moves a closure's revision. */
@Service
public class LinkDesk {

    private final Registrar registrar;
    private final LinkStore links;
    private final LinkSettings settings;

    LinkDesk(Registrar registrar, LinkStore links, LinkSettings settings) {
        this.registrar = registrar;
        this.links = links;
        this.settings = settings;
    }

    /**
     * A link to be made.
     *
     * @param lifetime null: the usual one
     * @param reusable whether it can be exchanged more than once
     */
    public record Wanted(Address participant, @Nullable Duration lifetime, boolean reusable) {}

    /**
     * Its token is handed out here and never again.
     *
     * @param token null where the link was opened already
     * @param again whether it was made before, under the same {@code Idempotency-Key}
     */
    public record Made(Link link, @Nullable LinkToken token, boolean again) {}

    /** @param asked null: whatever was made before, another one is made */
    public Mono<Made> make(TenantId tenant, ClosureId id, Wanted wanted, @Nullable Asked asked) {
        return registrar.find(tenant, id).flatMap(loaded -> {
            requireMember(loaded.closure(), wanted.participant());
            Instant until = until(loaded.closure(), wanted.lifetime(), loaded.now());
            LinkToken token = LinkToken.next(id);
            Link link = new Link(
                    UUID.randomUUID(), wanted.participant(), wanted.reusable(), loaded.now(), until, null, null);
            return links.make(tenant, link, token, settings.most(), asked)
                    .map(made -> new Made(made, token, false))
                    .switchIfEmpty(asked == null ? Mono.empty() : again(tenant, asked, token))
                    .switchIfEmpty(Mono.error(this::tooMany));
        });
    }

    private Mono<Made> again(TenantId tenant, Asked asked, LinkToken token) {
        return links.again(tenant, asked, token).map(again -> {
            if (!again.same()) {
                throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key stands for another request already.")
                        .exception();
            }
            return new Made(again.link(), again.given() ? token : null, true);
        });
    }

    /** Newest first. */
    public Mono<List<Link>> all(TenantId tenant, ClosureId id) {
        return registrar
                .find(tenant, id)
                .flatMap(loaded -> links.all(tenant, id).collectList());
    }

    /** More time, or less, from now on; the token stays as it is. */
    public Mono<Link> renew(TenantId tenant, ClosureId id, UUID link, @Nullable Duration lifetime) {
        return registrar
                .find(tenant, id)
                .flatMap(loaded -> links.renew(tenant, id, link, until(loaded.closure(), lifetime, loaded.now())))
                .switchIfEmpty(Mono.error(LinkDesk::notFound));
    }

    /** Ends the link, and every session and code that came of it. */
    public Mono<Void> revoke(TenantId tenant, ClosureId id, UUID link) {
        return registrar
                .find(tenant, id)
                .flatMap(loaded -> links.revoke(tenant, id, link))
                .filter(revoked -> revoked)
                .switchIfEmpty(Mono.error(LinkDesk::notFound))
                .then();
    }

    private Instant until(Closure closure, @Nullable Duration lifetime, Instant now) {
        return LinkTerms.until(closure, lifetime == null ? settings.standard() : lifetime, settings.longest(), now);
    }

    private static void requireMember(Closure closure, Address participant) {
        if (closure.subject().definition().member(participant).isEmpty()) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "participant",
                            participant + " takes no part in the session.")
                    .exception();
        }
    }

    private ProblemException tooMany() {
        return Problem.of(
                        ProblemCode.LIMIT_LINKS,
                        "The participant has %d links that live; revoke one first.".formatted(settings.most()))
                .exception();
    }

    static ProblemException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such link.").exception();
    }
}
