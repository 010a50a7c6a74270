package dev.epilogue.chain.rpc;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainProperties;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.Chains;
import dev.epilogue.chain.tx.AccountChain;
import dev.epilogue.chain.tx.AccountChains;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The configured chains. Nothing is asked of an endpoint before somebody wants to know something. */
@Component
public class RpcChains implements Chains, DisposableBean {

    private static final int THREADS = 32;
    private static final int QUEUED = 10_000;

    private final Map<Long, Chain> chains = new LinkedHashMap<>();
    private final Map<Long, AccountChain> accounts = new LinkedHashMap<>();
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, QUEUED, "chain");

    public RpcChains(ChainProperties properties, MeterRegistry meters) {
        properties.configured().forEach((name, settings) -> add(name, settings, meters));
    }

    private void add(String name, ChainSettings settings, MeterRegistry meters) {
        RpcEndpoints endpoints = new RpcEndpoints(settings, scheduler, new UnheardTexts(name, meters));
        Flux<Long> ticks = settings.headsUrl() == null ? Flux.never() : HeadTicks.from(settings.headsUrl(), scheduler);
        RpcChain chain = new RpcChain(settings, endpoints, ticks);
        chains.put(settings.id(), chain);
        accounts.put(settings.id(), new RpcAccountChain(settings, chain, endpoints));
        Gauge.builder("epilogue.chain.endpoints.healthy", endpoints, RpcEndpoints::healthy)
                .tag("chain", name)
                .register(meters);
    }

    @Override
    public Chain of(long id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("chain " + id + " is not configured"));
    }

    @Override
    public Optional<Chain> find(long id) {
        return Optional.ofNullable(chains.get(id));
    }

    @Override
    public List<Chain> all() {
        return List.copyOf(chains.values());
    }

    /** The same chains as those who send see them. */
    @Bean
    public AccountChains accountChains() {
        return id -> Optional.ofNullable(accounts.get(id))
                .orElseThrow(() -> new IllegalArgumentException("chain " + id + " is not configured"));
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
