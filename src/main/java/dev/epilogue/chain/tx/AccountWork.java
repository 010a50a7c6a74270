package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainException;
import dev.epilogue.signing.VaultException;
import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Works on one account at a time: whoever holds its lease alone gives out its nonces. Each look reads the chain first and then
 * does, in the order of nonces, what the transactions' rules say.
 */
@Component
class AccountWork implements Work {

    static final WorkTable TABLE = new WorkTable("chain_account", "CAST(t.chain_id AS text)");

    private static final Logger LOG = LoggerFactory.getLogger(AccountWork.class);
    private static final Duration NOT_OURS = Duration.ofMinutes(1);

    private final TransactionStore store;
    private final PayingAccounts accounts;
    private final TransactionBench bench;
    private final TransactionAlarm alarm;

    AccountWork(TransactionStore store, PayingAccounts accounts, TransactionBench bench, TransactionAlarm alarm) {
        this.store = store;
        this.accounts = accounts;
        this.bench = bench;
        this.alarm = alarm;
    }

    @Override
    public WorkTable table() {
        return TABLE;
    }

    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.account(lease.bucket(), lease.id())
                .flatMap(row -> accounts.find(row.chainId())
                        .filter(paying -> paying.account().address().equals(row.account()))
                        .map(paying -> look(lease, paying, row.halted()))
                        .orElseGet(() -> strange(row)));
    }

    /** Its key is configured no longer, or at other instances only. */
    private static Mono<Rest> strange(AccountRow row) {
        LOG.warn("account {} on chain {} has transactions, and no key here", row.account(), row.chainId());
        return Mono.just(Rest.of(NOT_OURS));
    }

    private Mono<Rest> look(WorkLease lease, PayingAccount paying, boolean halted) {
        return store.open(lease)
                .collectList()
                .flatMap(open -> open.isEmpty()
                        ? Mono.just(Rest.never())
                        : scene(lease, paying, halted)
                                .flatMap(scene -> advance(scene, open))
                                .thenReturn(Rest.of(paying.settings().poll())))
                .onErrorResume(TransactionBench.Stale.class, stale -> Mono.just(Rest.none()))
                .onErrorResume(ChainException.class, away -> {
                    LOG.warn("chain {}: {}", paying.name(), away.getMessage());
                    return Mono.just(Rest.of(paying.settings().retry()));
                });
    }

    private Mono<Scene> scene(WorkLease lease, PayingAccount paying, boolean halted) {
        AccountChain chain = paying.chain();
        boolean still = halted || paying.settings().spending().halted();
        return chain.balance(paying.account().address())
                .doOnNext(balance -> alarm.balance(paying, balance))
                .then(chain.market())
                .flatMap(market -> chain.nonceAfter(
                                paying.account().address(), market.head().number())
                        .map(nonce -> new Scene(lease, paying, market, nonce, still)));
    }

    /** Each on its own: what one of them stumbles over holds up no other. */
    private Mono<Void> advance(Scene scene, List<StoredTransaction> open) {
        Look look = new Look(scene);
        return Flux.fromIterable(open)
                .concatMap(transaction -> seen(scene, look, transaction))
                .collectList()
                .flatMap(seen -> {
                    Nonces nonces = new Nonces(
                            scene, seen.stream().map(Seen::transaction).toList());
                    Sending sending = new Sending(scene, nonces, bench);
                    return Flux.fromIterable(seen)
                            .filter(Seen::whole)
                            .concatMap(sound -> act(scene, sending, sound.transaction()))
                            .then();
                });
    }

    /** @param whole whether the chain could be asked about it: else nothing is done with it, and its nonce stays its own */
    private record Seen(StoredTransaction transaction, boolean whole) {}

    private Mono<Seen> seen(Scene scene, Look look, StoredTransaction transaction) {
        return Mono.defer(() -> look.at(transaction))
                .flatMap(fact -> bench.told(scene, transaction, fact))
                .defaultIfEmpty(transaction)
                .map(told -> new Seen(told, true))
                .onErrorResume(
                        AccountWork::isOfOne,
                        failure -> failed(scene, transaction, failure).map(told -> new Seen(told, false)));
    }

    private Mono<StoredTransaction> act(Scene scene, Sending sending, StoredTransaction transaction) {
        return Mono.defer(() -> sending.act(transaction))
                .onErrorResume(AccountWork::isOfOne, failure -> failed(scene, transaction, failure));
    }

    /** An endpoint, a lease or a database that is away concerns the whole account. */
    private static boolean isOfOne(Throwable failure) {
        return !(failure instanceof ChainException
                || failure instanceof TransactionBench.Stale
                || failure instanceof DataAccessException
                || failure instanceof R2dbcException
                || failure instanceof TimeoutException);
    }

    private Mono<StoredTransaction> failed(Scene scene, StoredTransaction transaction, Throwable failure) {
        boolean shut = failure instanceof VaultException;
        LOG.error("transaction {} could not be looked after", transaction.id(), failure);
        return bench.told(scene, transaction, new Fact.Hindered(shut ? "unreadable" : "failed"));
    }
}
