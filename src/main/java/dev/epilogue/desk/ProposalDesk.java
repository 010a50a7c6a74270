package dev.epilogue.desk;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Proposing a closure: the node is read first, and nothing is stored that could not be signed and sent. */
@Service
public class ProposalDesk {

    private final SessionReader sessions;
    private final ClosureStore closures;
    private final ClosureVault vault;
    private final Wakeups wakeups;
    private final ChannelModes modes;

    ProposalDesk(
            SessionReader sessions, ClosureStore closures, ClosureVault vault, Wakeups wakeups, ChannelModes modes) {
        this.sessions = sessions;
        this.closures = closures;
        this.vault = vault;
        this.wakeups = wakeups;
        this.modes = modes;
    }

    /** What a proposal would come to. Nothing is stored. */
    public record Preview(Closure closure, SessionReading session) {}

    /**
     * @param tenant whose session it has to be
     * @param request builds the request once the session is known, so that what it says about the session can be compared
     */
    public Mono<Loaded> propose(
            TenantId tenant, String node, SessionId id, Function<SessionReading, Proposals.Request> request) {
        return proposed(tenant, node, id, request).flatMap(proposed -> create(proposed.change()));
    }

    public Mono<Preview> preview(
            TenantId tenant, String node, SessionId id, Function<SessionReading, Proposals.Request> request) {
        return proposed(tenant, node, id, request)
                .map(proposed -> new Preview(proposed.change().after(), proposed.session()));
    }

    private record Proposed(Change change, SessionReading session) {}

    private Mono<Proposed> proposed(
            TenantId tenant, String node, SessionId id, Function<SessionReading, Proposals.Request> request) {
        return sessions.readEverywhere(tenant, node, id).flatMap(read -> {
            Proposals.Request asked = request.apply(read.session());
            modes.check(read.session().dialect(), asked.policy().channelUpdate(), "policy.channelUpdate");
            return sessions.predicting(read, asked.policy())
                    .flatMap(session -> closures.now()
                            .map(now ->
                                    new Proposed(Proposals.propose(asked, session, read.identity(), now), session)));
        });
    }

    private Mono<Loaded> create(Change change) {
        Closure closure = change.after();
        String wrappedKey = Base64.getEncoder()
                .encodeToString(vault.newWrappedKey(closure.id().uuid()));
        return closures.create(change, wrappedKey)
                .onErrorResume(
                        DataIntegrityViolationException.class,
                        violation -> active(closure).flatMap(Mono::error))
                .doOnSuccess(created -> wakeups.changed(closure.id()))
                .thenReturn(new Loaded(
                        closure,
                        change.events().size(),
                        wrappedKey,
                        closure.times().createdAt()));
    }

    private Mono<RuntimeException> active(Closure refused) {
        return closures.active(
                        refused.tenant(),
                        refused.subject().nodeAddress(),
                        refused.subject().sessionId())
                .map(active -> closureActive(active.closure()))
                .switchIfEmpty(closures.sentByAnother(refused.tenant(), refused.subject())
                        .filter(sent -> sent)
                        .map(sent -> activeElsewhere()))
                .defaultIfEmpty(
                        Problem.of(ProblemCode.OVERLOADED, "Another closure of the session has just ended; try again.")
                                .retryAfter(Duration.ofSeconds(1))
                                .exception());
    }

    /** Whose it is, and which, stays with them. */
    private static RuntimeException activeElsewhere() {
        return Problem.of(ProblemCode.CLOSURE_ACTIVE_ELSEWHERE, "Somebody else is closing the session just now.")
                .exception();
    }

    private static RuntimeException closureActive(Closure active) {
        return Problem.of(ProblemCode.CLOSURE_ACTIVE, "The session has a closure that has not ended.")
                .with("closureId", active.id().toString())
                .exception();
    }
}
