package dev.epilogue.chain.rpc;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainSettings;
import java.util.List;
import java.util.function.Function;
import org.web3j.protocol.core.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The endpoints of one chain, as one that answers. */
final class RpcEndpoints {

    private final ChainSettings settings;
    private final List<RpcEndpoint> endpoints;

    RpcEndpoints(ChainSettings settings, Scheduler scheduler, UnheardTexts unheard) {
        this.settings = settings;
        this.endpoints = settings.urls().stream()
                .map(url -> new RpcEndpoint(url, settings, scheduler, unheard))
                .toList();
    }

    /**
     * The first endpoint in order that is well answers; where it fails, the next one does. An error about the question or the account is
     * an answer; one about the endpoint is an answer only where no other endpoint has a better one.
     */
    <R extends Response<?>> Mono<R> ask(String method, List<?> params, Class<R> type) {
        return usable().flatMap(usable -> first(usable, 0, method, params, type));
    }

    /** What each usable endpoint makes of it. */
    <T> Mono<List<T>> askAll(Function<RpcEndpoint, Mono<T>> question) {
        return usable().flatMap(usable -> Flux.fromIterable(usable)
                .flatMap(question, Math.max(1, usable.size()))
                .collectList());
    }

    /** How many are well, as of the last look. */
    long healthy() {
        return endpoints.stream().filter(RpcEndpoint::usable).count();
    }

    private <R extends Response<?>> Mono<R> first(
            List<RpcEndpoint> usable, int index, String method, List<?> params, Class<R> type) {
        if (index >= usable.size()) {
            return Mono.error(new ChainException.Unavailable("no endpoint of chain " + settings.id() + " answers"));
        }
        RpcEndpoint endpoint = usable.get(index);
        return endpoint.ask(method, params, type)
                .onErrorResume(ChainException.Unavailable.class, failure -> {
                    endpoint.failed(failure);
                    return first(usable, index + 1, method, params, type);
                })
                .onErrorResume(
                        ChainException.Refused.class,
                        refused -> refused.about() == ChainException.About.ENDPOINT && index + 1 < usable.size()
                                ? first(usable, index + 1, method, params, type)
                                        .onErrorMap(ChainException.Unavailable.class, none -> refused)
                                : Mono.error(refused));
    }

    /** In the configured order, without those that failed lately, belong elsewhere or are behind the others. */
    private Mono<List<RpcEndpoint>> usable() {
        return Flux.fromIterable(endpoints)
                .flatMap(RpcEndpoint::checked, endpoints.size())
                .then(Mono.fromSupplier(() -> {
                    long newest = endpoints.stream()
                            .filter(RpcEndpoint::usable)
                            .mapToLong(RpcEndpoint::head)
                            .max()
                            .orElse(-1);
                    return endpoints.stream()
                            .filter(RpcEndpoint::usable)
                            .filter(endpoint -> endpoint.head() + settings.behind() >= newest)
                            .toList();
                }));
    }
}
