package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainProperties;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.RevertNames;
import dev.epilogue.chain.keys.LocalSigner;
import dev.epilogue.chain.keys.TransactionSigner;
import dev.epilogue.chain.rpc.RpcChains;
import dev.epilogue.closure.TenantId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.MasterKey;
import dev.epilogue.store.Shards;
import dev.epilogue.testing.Anvil;
import dev.epilogue.testing.TestDatabase;
import dev.epilogue.value.Address;
import dev.epilogue.work.Rest;
import dev.epilogue.work.WorkBell;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

/**
 * One instance of what sends transactions, on a database and a chain of the test's choice, driven look by look. Building a second one
 * on the same database is a restart, or another replica.
 */
final class Purse implements AutoCloseable {

    static final Wallet PAYER = Wallet.CAROL;
    static final TenantId TENANT = TenantId.DEFAULT;
    static final MasterKey MASTER = MasterKey.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /** Counts in its first slot how often it was called. */
    static final Address COUNTER = Address.parse("0x00000000000000000000000000000000000c0001");

    static final String COUNTER_CODE = "0x60005460010160005500";

    /** Refuses every call with {@code 0xdeadbeef}. */
    static final Address REFUSING = Address.parse("0x00000000000000000000000000000000000c0002");

    static final String REFUSING_CODE = "0x63deadbeef60e01b60005260046000fd";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(30);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TransactionStore store;
    final AccountWork work;
    final SentTransactions transactions;
    final WorkRows rows;
    private final RpcChains chains;
    private final ConnectionPool pool;
    private final PayingAccount paying;
    private final String owner = UUID.randomUUID().toString();

    private Purse(TestDatabase database, ChainSettings settings, TransactionSigner signer) {
        chains = new RpcChains(new ChainProperties(Map.of("local", settings)), meters);
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .initialSize(1)
                .maxSize(4)
                .build());
        DatabaseClient client = DatabaseClient.create(pool);
        paying = new PayingAccount("local", settings, chains.accountChains().of(settings.id()), signer);
        PayingAccounts accounts = new PayingAccounts(List.of(paying));
        store = new TransactionStore(client, new TransactionVault(new ClosureVault(MASTER, List.of())));
        StaticListableBeanFactory none = new StaticListableBeanFactory();
        TransactionViews views = new TransactionViews(none.getBeanProvider(RevertNames.class));
        TransactionAlarm alarm = new TransactionAlarm(meters);
        TransactionBench bench =
                new TransactionBench(store, views, alarm, none.getBeanProvider(TransactionListener.class));
        work = new AccountWork(store, accounts, bench, alarm);
        transactions = new SentTransactions(store, accounts, views, new WorkBell());
        rows = new WorkRows(client, new Shards(client));
    }

    static Purse open(TestDatabase database, ChainSettings settings) {
        return open(database, settings, LocalSigner.plain(PAYER.privateKey(), Schedulers.boundedElastic()));
    }

    static Purse open(TestDatabase database, ChainSettings settings, TransactionSigner signer) {
        return new Purse(database, settings, signer);
    }

    /** What a chain needs for the contracts of these tests. */
    static Anvil prepare(Anvil chain) {
        chain.setCode(COUNTER, COUNTER_CODE);
        chain.setCode(REFUSING, REFUSING_CODE);
        return chain;
    }

    /** How often the counter was called: the effects of all transactions together. */
    static long effects(Anvil chain) {
        String slot = chain.rpc("eth_getStorageAt", COUNTER.lowerCase(), "0x0", "latest")
                .asString();
        return new BigInteger(slot.substring(2), 16).longValueExact();
    }

    static Settings settings(String... urls) {
        return new Settings(List.of(urls));
    }

    /** Patient in nothing, so that a test need not wait. */
    record Settings(
            List<String> urls,
            int confirmations,
            Duration bumpAfter,
            BigInteger cap,
            BigInteger budget,
            Duration rebroadcast) {

        Settings(List<String> urls) {
            this(urls, 3, Duration.ofHours(1), gwei(500), gwei(100_000_000), Duration.ofMillis(1));
        }

        Settings bumpAfter(Duration other) {
            return new Settings(urls, confirmations, other, cap, budget, rebroadcast);
        }

        Settings cap(BigInteger other) {
            return new Settings(urls, confirmations, bumpAfter, other, budget, rebroadcast);
        }

        Settings budget(BigInteger other) {
            return new Settings(urls, confirmations, bumpAfter, cap, other, rebroadcast);
        }

        /** With a part of the budget kept for what a time of the chain hangs on. */
        ChainSettings keeping(int percent) {
            ChainSettings all = build();
            ChainSettings.Spending spending = all.spending();
            return new ChainSettings(
                    all.id(),
                    all.urls(),
                    null,
                    all.poll(),
                    all.confirmations(),
                    all.behind(),
                    all.answer(),
                    all.retry(),
                    all.fees(),
                    new ChainSettings.Spending(spending.budgetPerDay(), spending.gasReserve(), false, 1, 25, percent),
                    null);
        }

        ChainSettings build() {
            return build(false);
        }

        ChainSettings build(boolean halted) {
            return new ChainSettings(
                    Anvil.CHAIN_ID,
                    urls.stream().map(URI::create).toList(),
                    null,
                    // one look at an endpoint's health serves a whole look at the account
                    Duration.ofSeconds(3),
                    confirmations,
                    5,
                    Duration.ofSeconds(10),
                    Duration.ofMillis(1),
                    new ChainSettings.Fees(gwei(1), cap, 12, bumpAfter, rebroadcast, Duration.ofHours(2)),
                    new ChainSettings.Spending(budget, gwei(50_000_000), halted, 16, 25, 0),
                    null);
        }
    }

    static BigInteger gwei(long amount) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(1_000_000_000));
    }

    /** Calls a contract that refuses everything. */
    static TransactionRequest refused(String key) {
        return new TransactionRequest(
                key, TENANT, new ContractCall(Anvil.CHAIN_ID, REFUSING, "0x", BigInteger.ZERO), "test", null);
    }

    /** Like the others, and too late after that time. */
    static TransactionRequest countBy(String key, Instant deadline) {
        TransactionRequest request = count(key);
        return new TransactionRequest(
                request.key(), request.tenant(), request.call(), request.purpose(), request.closure(), deadline);
    }

    static TransactionRequest count(String key) {
        return new TransactionRequest(
                key, TENANT, new ContractCall(Anvil.CHAIN_ID, COUNTER, "0x01", BigInteger.ZERO), "test", null);
    }

    TransactionView request(TransactionRequest request) {
        return transactions.request(request).block(PATIENCE);
    }

    TransactionView find(TransactionId id) {
        return transactions.find(id).block(PATIENCE);
    }

    boolean withdraw(TransactionId id) {
        return transactions.withdraw(id).block(PATIENCE);
    }

    TransactionPlan plan(TransactionRequest request) {
        return transactions.plan(request).block(PATIENCE);
    }

    void halt(boolean halted) {
        transactions.halt(Anvil.CHAIN_ID, halted).block(PATIENCE);
    }

    /** One look at the account, if this instance gets hold of it. */
    boolean look(TestDatabase database) {
        WorkLease lease = claim(database);
        if (lease == null) {
            return false;
        }
        work(lease);
        return true;
    }

    WorkLease claim(TestDatabase database) {
        database.execute("UPDATE chain_account SET due_at = now()");
        return rows.claimDue(AccountWork.TABLE, owner, LEASE, 1, Set.of()).blockFirst(PATIENCE);
    }

    void work(WorkLease lease) {
        Rest rest = work.run(lease).block(PATIENCE);
        rows.release(AccountWork.TABLE, lease, rest).block(PATIENCE);
    }

    @Override
    public void close() {
        chains.destroy();
        pool.dispose();
    }
}
