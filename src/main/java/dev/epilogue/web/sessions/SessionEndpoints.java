package dev.epilogue.web.sessions;

import dev.epilogue.access.Access;
import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.SessionDesk;
import dev.epilogue.limits.Limit;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.closures.ClosureView;
import dev.epilogue.web.http.Answers;
import dev.epilogue.web.http.Callers;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Fields;
import dev.epilogue.web.http.NodeChoice;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Route;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sessions: as the node shows them now, and what we know of them. */
@Component
final class SessionEndpoints implements Endpoints {

    private final SessionDesk desk;
    private final NodeChoice nodes;

    SessionEndpoints(SessionDesk desk, NodeChoice nodes) {
        this.desk = desk;
        this.nodes = nodes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/sessions/{sessionId}",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::session)
                        .limited(Limit.NODE_READS),
                Route.get(
                                "/v1/sessions/{sessionId}/final-state",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::finalState)
                        .limited(Limit.NODE_READS),
                Route.get(
                        "/v1/sessions/{sessionId}/closures",
                        Access.application(Scope.CLOSURES_READ)
                                .withParticipants()
                                .withOperators(),
                        this::closures),
                Route.get(
                                "/v1/sessions/{sessionId}/closure",
                                Access.application(Scope.CLOSURES_READ)
                                        .withParticipants()
                                        .withOperators(),
                                this::closed)
                        .limited(Limit.NODE_READS));
    }

    private record Target(TenantId tenant, String node, SessionId id) {}

    private Mono<ServerResponse> session(ServerRequest request) {
        Target target = target(request);
        return desk.session(target.tenant(), target.node(), target.id())
                .flatMap(reading -> Answers.ok(SessionView.session(target.node(), reading)));
    }

    private Mono<ServerResponse> finalState(ServerRequest request) {
        Target target = target(request);
        return desk.session(target.tenant(), target.node(), target.id())
                .doOnNext(reading -> {
                    if (!reading.open()) {
                        throw Problem.of(ProblemCode.SESSION_CLOSED, "The node has closed the session already.")
                                .exception();
                    }
                })
                .flatMap(reading -> Answers.ok(SessionView.finalState(reading)));
    }

    private Mono<ServerResponse> closures(ServerRequest request) {
        Target target = target(request);
        return desk.closures(target.tenant(), target.node(), target.id())
                .map(loaded -> ClosureView.of(loaded.closure(), loaded.lastEvent()))
                .collectList()
                .flatMap(all -> Answers.ok(Fields.of("closures", all)));
    }

    private Mono<ServerResponse> closed(ServerRequest request) {
        Target target = target(request);
        return desk.closed(target.tenant(), target.node(), target.id())
                .doOnNext(closed -> {
                    // a node may lag behind our proof; it never overrules it
                    if (closed.session().open() && closed.ours().isEmpty()) {
                        throw Problem.of(ProblemCode.SESSION_OPEN, "The session is open.")
                                .exception();
                    }
                })
                .flatMap(closed -> Answers.ok(ClosedSessionView.of(closed)));
    }

    private Target target(ServerRequest request) {
        Query query = new Query(request);
        String node = query.text("node");
        query.cookieOf();
        query.end();
        return new Target(Callers.tenant(request), nodes.choose(node), Callers.session(request));
    }
}
