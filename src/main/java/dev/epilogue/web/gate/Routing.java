package dev.epilogue.web.gate;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Every call of the API in one table: what is not in it does not exist. */
@Configuration(proxyBeanMethods = false)
class Routing {

    @Bean
    public RouterFunction<ServerResponse> api(List<Endpoints> endpoints, Gate gate) {
        RouterFunctions.Builder router = RouterFunctions.route();
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (Endpoints concern : endpoints) {
            for (Route route : concern.routes()) {
                HttpMethod[] accepted = accepted(route.method());
                router.route(
                        RequestPredicates.methods(accepted).and(RequestPredicates.path(route.pattern())),
                        gate.guard(route));
                TreeSet<String> allowed = methods.computeIfAbsent(route.pattern(), pattern -> new TreeSet<>());
                Stream.of(accepted).map(HttpMethod::name).forEach(allowed::add);
            }
        }
        methods.forEach((pattern, allowed) -> router.route(
                RequestPredicates.path(pattern), request -> notAllowed(request, String.join(", ", allowed))));
        return router.build();
    }

    /** Whatever can be got can be asked for without its body, which the server leaves out. */
    private static HttpMethod[] accepted(HttpMethod method) {
        return method == HttpMethod.GET
                ? new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}
                : new HttpMethod[] {method};
    }

    private static Mono<ServerResponse> notAllowed(ServerRequest request, String allowed) {
        if (request.method() == HttpMethod.OPTIONS) {
            return ServerResponse.noContent().header("Allow", allowed).build();
        }
        return Mono.error(Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "Possible here: " + allowed + ".")
                .with("allow", allowed)
                .exception());
    }
}
