package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.Revert;
import dev.epilogue.closure.TenantId;
import dev.epilogue.work.WorkBell;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes requests, stores them, and rings for the worker. */
@Component
class SentTransactions implements Transactions, KillSwitch {

    private final TransactionStore store;
    private final PayingAccounts accounts;
    private final TransactionViews views;
    private final WorkBell bell;

    SentTransactions(TransactionStore store, PayingAccounts accounts, TransactionViews views, WorkBell bell) {
        this.store = store;
        this.accounts = accounts;
        this.views = views;
        this.bell = bell;
    }

    @Override
    public Mono<TransactionView> request(TransactionRequest request) {
        return Mono.defer(() -> store.request(
                        accounts.of(request.call().chainId()).account(),
                        request,
                        InstantSource.system().instant()))
                .doOnNext(stored -> bell.ring(AccountWork.TABLE))
                .map(views::of);
    }

    @Override
    public Mono<TransactionView> find(TransactionId id) {
        return store.find(id).map(views::of);
    }

    @Override
    public Mono<TransactionView> find(long chainId, TenantId tenant, String key) {
        return Mono.justOrEmpty(accounts.find(chainId))
                .flatMap(paying -> store.find(paying.account(), tenant, key))
                .map(views::of);
    }

    @Override
    public Mono<Boolean> withdraw(TransactionId id) {
        return store.withdraw(id).doOnNext(gone -> bell.ring(AccountWork.TABLE));
    }

    @Override
    public Mono<Void> halt(long chainId, boolean halted) {
        return Mono.defer(() -> store.halt(accounts.of(chainId).account(), halted))
                .doOnSuccess(done -> bell.ring(AccountWork.TABLE));
    }

    @Override
    public Mono<TransactionPlan> plan(TransactionRequest request) {
        return Mono.defer(() -> plan(request, accounts.of(request.call().chainId())));
    }

    private Mono<TransactionPlan> plan(TransactionRequest request, PayingAccount paying) {
        ChainAccount account = paying.account();
        return Mono.zip(
                        paying.chain().market(),
                        paying.chain().balance(account.address()),
                        estimate(request, paying),
                        store.spent(account, request.tenant()),
                        store.account(account.bucket().number(), account.id())
                                .map(AccountRow::halted)
                                .defaultIfEmpty(false))
                .map(all -> plan(
                        request, paying, all.getT1(), new Means(all.getT2(), all.getT4(), all.getT5()), all.getT3()));
    }

    /** What stands behind a plan: the account's balance, what the tenant spent today, an operator's word. */
    private record Means(BigInteger balance, BigInteger spent, boolean halted) {}

    private record Estimate(BigInteger gas, Optional<String> revertData) {}

    private static Mono<Estimate> estimate(TransactionRequest request, PayingAccount paying) {
        int margin = paying.settings().spending().gasMarginPercent();
        return paying.chain()
                .estimateGas(paying.account().address(), request.call())
                .map(gas -> new Estimate(GasLimits.of(gas, margin, BigInteger.ZERO), Optional.empty()))
                .onErrorResume(
                        ChainException.Reverted.class,
                        refused -> Mono.just(new Estimate(BigInteger.ZERO, Optional.of(refused.data()))));
    }

    private TransactionPlan plan(
            TransactionRequest request,
            PayingAccount paying,
            AccountChain.Market market,
            Means means,
            Estimate estimate) {
        ChainSettings settings = paying.settings();
        Fees fees = new FeeRules(settings.fees()).first(market);
        BigInteger price = market.baseFee().add(fees.tip()).min(fees.max());
        BigInteger highest =
                estimate.gas().multiply(fees.max()).add(request.call().value());
        BigInteger left = settings.spending()
                .budget(request.deadline() != null)
                .subtract(means.spent())
                .max(BigInteger.ZERO);
        Revert revert = estimate.revertData().map(views::revert).orElse(null);
        List<String> hindrances = new ArrayList<>();
        add(hindrances, means.halted() || settings.spending().halted(), "halted");
        add(hindrances, highest.compareTo(left) > 0, "budget");
        add(hindrances, highest.compareTo(means.balance()) > 0, "funds");
        add(hindrances, fees.max().compareTo(market.baseFee()) < 0, "fee-cap");
        add(hindrances, revert != null, "refused");
        return new TransactionPlan(
                request.call(),
                paying.account().address(),
                estimate.gas(),
                fees,
                estimate.gas().multiply(price),
                highest,
                left,
                revert,
                hindrances);
    }

    private static void add(List<String> words, boolean present, String word) {
        if (present) {
            words.add(word);
        }
    }
}
