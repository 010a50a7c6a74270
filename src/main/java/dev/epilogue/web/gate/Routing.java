package dev.epilogue.web.gate;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.web.http.Endpoints;
import dev.epilogue.web.http.Route;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Every call of the API in one table: what is not in it does not exist. A path belongs to the pattern that names most of it, whatever the
 * method: {@code /v1/closures/preview} is no closure's id.
 */
@Configuration(proxyBeanMethods = false)
class Routing {

    @Bean
    public RouterFunction<ServerResponse> api(List<Endpoints> endpoints, Gate gate) {
        Map<String, List<Route>> places = endpoints.stream()
                .flatMap(concern -> concern.routes().stream())
                .collect(Collectors.groupingBy(Route::pattern, LinkedHashMap::new, Collectors.toList()));
        RouterFunctions.Builder router = RouterFunctions.route();
        places.keySet().stream()
                .sorted(Comparator.comparing(
                        PathPatternParser.defaultInstance::parse, PathPattern.SPECIFICITY_COMPARATOR))
                .forEach(pattern -> place(router, pattern, Objects.requireNonNull(places.get(pattern)), gate));
        return router.build();
    }

    private static void place(RouterFunctions.Builder router, String pattern, List<Route> routes, Gate gate) {
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            HttpMethod[] accepted = accepted(route.method());
            router.route(RequestPredicates.methods(accepted).and(RequestPredicates.path(pattern)), gate.guard(route));
            Stream.of(accepted).map(HttpMethod::name).forEach(allowed::add);
        }
        String all = String.join(", ", allowed);
        router.route(RequestPredicates.path(pattern), request -> notAllowed(request, all));
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
