package dev.epilogue.web.gate;

import dev.epilogue.access.Access;
import dev.epilogue.access.Principal;
import dev.epilogue.access.Target;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Caller;
import dev.epilogue.web.http.CallerLanes;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets a request through to its handler, or says why not. No handler runs for a caller whom its route's rule does not name. */
@Component
final class Gate {

    private final List<Authenticator> authenticators;
    private final Subjects subjects;
    private final Unnamed unnamed;
    private final Attempts attempts;
    private final Counting counting;

    Gate(List<Authenticator> authenticators, Subjects subjects, Unnamed unnamed, Attempts attempts, Counting counting) {
        this.authenticators = List.copyOf(authenticators);
        this.subjects = subjects;
        this.unnamed = unnamed;
        this.attempts = attempts;
        this.counting = counting;
    }

    HandlerFunction<ServerResponse> guard(Route route) {
        if (!route.access().guarded()) {
            return request -> counting.count(request, route.limit())
                    .then(Mono.defer(() -> route.handler().handle(request)));
        }
        Subject subject = Subject.of(route.pattern());
        return request -> caller(request)
                .switchIfEmpty(Mono.error(Gate::unauthenticated))
                .flatMap(caller -> decided(route.access(), subject, request, caller))
                .flatMap(caller -> counting.count(request, caller.principal(), route.limit())
                        .then(Mono.defer(() -> route.handler().handle(Callers.known(request, caller))))
                        .contextWrite(context -> CallerLanes.known(caller.principal(), context)));
    }

    /** Empty where nobody in particular calls. A credential that does not stand is never passed over. */
    private Mono<Caller> caller(ServerRequest request) {
        for (Authenticator authenticator : authenticators) {
            if (authenticator.takes(request)) {
                return attempts.count(request, authenticator.authenticate(request))
                        .map(principal -> new Caller(principal, principal.tenant(), authenticator::stands));
            }
        }
        return Bearer.any(request) ? Mono.empty() : Mono.justOrEmpty(unnamed.caller());
    }

    private Mono<Caller> decided(Access access, Subject subject, ServerRequest request, Caller caller) {
        Principal principal = caller.principal();
        return subjects.of(subject, request, principal)
                .switchIfEmpty(Mono.just(Target.UNKNOWN))
                .map(target -> switch (access.decide(principal, target)) {
                    case ALLOWED -> within(caller, target);
                    case NOT_FOUND -> throw subject.notFound().exception();
                    case SCOPE_MISSING ->
                        throw Problem.of(ProblemCode.SCOPE_MISSING, "This credential does not allow the call.")
                                .exception();
                    case UNAUTHENTICATED -> throw unauthenticated();
                });
    }

    private static Caller within(Caller caller, Target target) {
        return caller.tenant() != null || target.tenant() == null
                ? caller
                : new Caller(caller.principal(), target.tenant(), caller.standing());
    }

    private static RuntimeException unauthenticated() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "The call needs a credential, and none that stands was given.")
                .exception();
    }
}
