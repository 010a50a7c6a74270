package dev.epilogue.pipeline;

import dev.epilogue.node.ConnectionShares;
import dev.epilogue.node.ConnectionWish;
import dev.epilogue.store.LinkShareStore;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps this instance's share of the connections that each node takes from its address, and asks for more when they are needed. While
 * the database cannot be asked the share stays what it is: nothing is closed for that, and nothing more is opened.
 */
@Component
class LinkShares implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LinkShares.class);
    private static final Duration AT_MOST_EACH = Duration.ofMillis(200);
    private static final Duration GIVING_BACK = Duration.ofSeconds(2);

    private final ConnectionShares shares;
    private final LinkShareStore store;
    private final LinkSettings settings;
    private final String instance = UUID.randomUUID().toString();
    private volatile @Nullable Disposable renewing;

    LinkShares(ConnectionShares shares, LinkShareStore store, LinkSettings settings) {
        this.shares = shares;
        this.store = store;
        this.settings = settings;
        shares.wishes().forEach(wish -> shares.allow(wish.node(), wish.least()));
    }

    @Override
    public void start() {
        renewing = Flux.merge(
                        Flux.interval(Duration.ZERO, settings.renewal()),
                        shares.needs().sampleFirst(AT_MOST_EACH))
                .onBackpressureLatest()
                .concatMap(due -> renewAll(), 1)
                .subscribe();
    }

    private Mono<Void> renewAll() {
        return Flux.fromIterable(shares.wishes()).concatMap(this::renew).then();
    }

    private Mono<Void> renew(ConnectionWish wish) {
        return store.renew(settings.address(), instance, wish, settings.lease())
                .doOnNext(allowed -> shares.allow(wish.node(), allowed))
                .then()
                .onErrorResume(failure -> {
                    LOG.debug("the share of connections to {} stays as it is: {}", wish.node(), failure.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void stop(Runnable stopped) {
        Disposable subscription = renewing;
        if (subscription == null) {
            stopped.run();
            return;
        }
        renewing = null;
        subscription.dispose();
        Flux.fromIterable(shares.wishes())
                .concatMap(wish -> store.giveBack(settings.address(), instance, wish.node()))
                .then()
                .timeout(GIVING_BACK)
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return renewing != null;
    }

    /** Below whatever works with nodes: it stops later, when the links are about to. */
    @Override
    public int getPhase() {
        return 1;
    }
}
