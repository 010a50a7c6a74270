package dev.epilogue.chain.tx;

import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import dev.epilogue.work.WorkLease;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts, their transactions and every hash of these. A worker's write succeeds only under the account's lease and the revision. */
@Component
class TransactionStore {

    private static final String REQUEST = """
            WITH account AS (
              INSERT INTO chain_account AS a (bucket, id, chain_id, account, due_at)
              VALUES (:bucket, :accountId, :chainId, :account, now())
              ON CONFLICT (bucket, id) DO UPDATE SET due_at = excluded.due_at RETURNING a.id)
            INSERT INTO chain_transaction (bucket, id, tenant, key, account_id, chain_id, closure_id, purpose, to_address, value,
              wrapped_key, data, status, progress, deadline, created_at, updated_at)
            SELECT :bucket, :id, :tenant, :key, account.id, :chainId, CAST(:closure AS uuid), :purpose, :to, :value,
              :wrappedKey, :data, 'INTENDED', CAST(:progress AS jsonb), CAST(:deadline AS timestamptz), now(), now() FROM account
            ON CONFLICT (bucket, tenant, chain_id, key) DO UPDATE SET deadline = excluded.deadline
            WHERE excluded.deadline < coalesce(chain_transaction.deadline, 'infinity') AND chain_transaction.ended_at IS NULL
            """;

    /** The account's row is locked and its lease looked at in the same moment: a later owner waits, an earlier one finds nothing. */
    private static final String HELD = """
            WITH held AS (SELECT 1 FROM chain_account WHERE bucket = :bucket AND id = :accountId
              AND lease_epoch = :epoch AND lease_until IS NOT NULL FOR UPDATE)
            """;

    private static final String STORE = HELD + """
            UPDATE chain_transaction SET status = :status, nonce = CAST(:nonce AS bigint), progress = CAST(:progress AS jsonb),
              cost = :cost, revision = revision + 1, updated_at = now(), ended_at = CASE WHEN :ended THEN clock.at END,
              wrapped_key = CASE WHEN :destroy THEN NULL ELSE wrapped_key END, data = CASE WHEN :destroy THEN NULL ELSE data END
            FROM (SELECT now() AS at) clock
            WHERE bucket = :bucket AND id = :id AND revision = :revision AND EXISTS (SELECT 1 FROM held)
            """;

    /** What is under way counts with what it may cost at most. A cancellation is always let through: it saves money. */
    private static final String SIGNED = HELD + """
            , spent AS (SELECT coalesce(sum(CASE WHEN ended_at IS NULL THEN reserved ELSE cost END), 0) AS wei
              FROM chain_transaction WHERE bucket = :bucket AND tenant = :tenant AND chain_id = :chainId AND id <> :id
                AND (ended_at IS NULL OR ended_at >= date_trunc('day', now(), 'UTC'))),
            changed AS (
              UPDATE chain_transaction SET status = :status, nonce = :nonce, progress = CAST(:progress AS jsonb),
                reserved = :reserved, revision = revision + 1, updated_at = now()
              WHERE bucket = :bucket AND id = :id AND revision = :revision AND EXISTS (SELECT 1 FROM held)
                AND (:unbounded OR (SELECT wei FROM spent) + :reserved <= :budget) RETURNING id)
            INSERT INTO chain_transaction_hash (bucket, transaction_id, tenant, number, hash, kind, nonce, gas_limit, max_fee, tip,
              raw, signed_at)
            SELECT :bucket, changed.id, :tenant, :number, :hash, :kind, :nonce, :gasLimit, :maxFee, :tip, :raw, :signedAt FROM changed
            """;

    /**
     * Not sent yet: gone at once, with its key. Otherwise a wish, and the account's worker does what can be done. The account is
     * locked first, as in every other statement; a signature that this waited for counts, so what it became is read from the changed
     * row.
     */
    private static final String WITHDRAW = """
            WITH held AS (SELECT a.id FROM chain_account a JOIN chain_transaction t ON t.bucket = a.bucket AND t.account_id = a.id
              WHERE t.bucket = :bucket AND t.id = :id FOR UPDATE OF a),
            wanted AS (
              UPDATE chain_transaction SET revision = revision + 1, updated_at = now(),
                progress = jsonb_set(progress, '{withdrawing}', 'true'),
                ended_at = CASE WHEN status = 'INTENDED' THEN clock.at END,
                wrapped_key = CASE WHEN status = 'INTENDED' THEN NULL ELSE wrapped_key END,
                data = CASE WHEN status = 'INTENDED' THEN NULL ELSE data END,
                status = CASE WHEN status = 'INTENDED' THEN 'WITHDRAWN' ELSE status END
              FROM (SELECT now() AS at) clock
              WHERE bucket = :bucket AND id = :id AND ended_at IS NULL AND EXISTS (SELECT 1 FROM held) RETURNING account_id, status),
            woken AS (UPDATE chain_account a SET due_at = now() FROM wanted WHERE a.bucket = :bucket AND a.id = wanted.account_id)
            SELECT coalesce((SELECT status FROM wanted), status) = 'WITHDRAWN' AS gone
            FROM chain_transaction WHERE bucket = :bucket AND id = :id
            """;

    private static final String BUDGET = """
            SELECT coalesce(sum(CASE WHEN ended_at IS NULL THEN reserved ELSE cost END), 0) AS wei
            FROM chain_transaction WHERE bucket = :bucket AND tenant = :tenant AND chain_id = :chainId
              AND (ended_at IS NULL OR ended_at >= date_trunc('day', now(), 'UTC'))
            """;

    private final DatabaseClient database;
    private final TransactionRows rows;
    private final TransactionVault vault;

    TransactionStore(DatabaseClient database, TransactionVault vault) {
        this.database = database;
        this.rows = new TransactionRows(database, vault);
        this.vault = vault;
    }

    /** The transaction of that key: the new one, or the one that was there. */
    Mono<StoredTransaction> request(ChainAccount account, TransactionRequest request, Instant now) {
        TransactionId id = TransactionId.next(account.chainId(), account.address(), now);
        String key = vault.newKey(id);
        var closure = request.closure();
        GenericExecuteSpec spec = database.sql(REQUEST)
                .bind("bucket", account.bucket().number())
                .bind("accountId", account.id())
                .bind("chainId", account.chainId())
                .bind("account", account.address().lowerCase())
                .bind("id", id.uuid())
                .bind("tenant", request.tenant().value())
                .bind("key", request.key())
                .bind("purpose", request.purpose())
                .bind("to", request.call().to().lowerCase())
                .bind("value", new BigDecimal(request.call().value()))
                .bind("wrappedKey", key)
                .bind("data", vault.seal(key, id, "call", request.call().data()))
                .bind("progress", ProgressJson.write(Progress.NEW));
        spec = closure == null ? spec.bindNull("closure", UUID.class) : spec.bind("closure", closure.uuid());
        Instant deadline = request.deadline();
        spec = deadline == null ? spec.bindNull("deadline", Instant.class) : spec.bind("deadline", deadline);
        return Whole.one(spec.fetch().rowsUpdated()).then(rows.byKey(account, request.tenant(), request.key()));
    }

    Mono<StoredTransaction> find(TransactionId id) {
        return rows.find(id);
    }

    Mono<StoredTransaction> find(ChainAccount account, TenantId tenant, String key) {
        return rows.byKey(account, tenant, key);
    }

    /** What has not ended, in the order of nonces; what has none yet comes last. */
    Flux<StoredTransaction> open(WorkLease account) {
        return rows.open(account.bucket(), account.id());
    }

    /** Empty where there is no such account yet. */
    Mono<AccountRow> account(short bucket, UUID id) {
        return rows.account(bucket, id);
    }

    /** @return false where somebody else has changed it, or the lease is lost */
    Mono<Boolean> store(WorkLease account, StoredTransaction before, Transaction after) {
        Progress.Mined mined = after.progress().mined();
        boolean ended = after.status().isFinal();
        GenericExecuteSpec spec = held(STORE, account, before, after)
                .bind("cost", new BigDecimal(mined == null ? BigInteger.ZERO : mined.cost()))
                .bind("ended", ended)
                // what no chain has seen is destroyed when it can no longer serve
                .bind("destroy", ended && after.attempts().isEmpty());
        return Whole.one(bindNonce(spec, after.nonce()).fetch().rowsUpdated().map(count -> count > 0));
    }

    /**
     * Before it is sent.
     *
     * @param budget in wei; null lets it through
     * @return false where the budget does not suffice, somebody else has changed it, or the lease is lost
     */
    Mono<Boolean> signed(WorkLease account, StoredTransaction before, Transaction after, NewAttempt added) {
        Attempt attempt = added.attempt();
        BigInteger budget = added.budget();
        return Mono.zip(rows.wrappedKey(before.id()), Mono.just(attempt))
                .flatMap(both -> Whole.one(held(SIGNED, account, before, after)
                                .bind("nonce", attempt.nonce())
                                .bind("tenant", before.tenant().value())
                                .bind("chainId", before.chainId())
                                .bind("reserved", new BigDecimal(added.reserved()))
                                .bind("unbounded", budget == null)
                                .bind("budget", new BigDecimal(budget == null ? BigInteger.ZERO : budget))
                                .bind("number", attempt.number())
                                .bind("hash", attempt.hash().hex())
                                .bind("kind", attempt.kind().name())
                                .bind("gasLimit", new BigDecimal(attempt.gasLimit()))
                                .bind("maxFee", new BigDecimal(attempt.fees().max()))
                                .bind("tip", new BigDecimal(attempt.fees().tip()))
                                .bind("raw", vault.seal(both.getT1(), before.id(), "" + attempt.number(), added.raw()))
                                .bind("signedAt", attempt.signedAt())
                                .fetch()
                                .rowsUpdated())
                        .map(count -> count > 0));
    }

    /**
     * @param raw signed bytes, hex
     * @param reserved what the transaction may cost at most now, in wei
     */
    record NewAttempt(
            Attempt attempt,
            String raw,
            BigInteger reserved,
            @Nullable BigInteger budget) {
        @Override
        public String toString() {
            return "NewAttempt[" + attempt.hash() + "]";
        }
    }

    /** What has not ended and does not come along, of all accounts. */
    Mono<Trouble> trouble() {
        return Whole.one(database.sql("""
                        SELECT count(*) FILTER (WHERE status = 'STUCK') AS stuck,
                               count(*) FILTER (WHERE progress ->> 'hindrance' IS NOT NULL) AS held
                        FROM chain_transaction WHERE ended_at IS NULL
                        """)
                .map(row -> new Trouble(
                        Objects.requireNonNull(row.get("stuck", Long.class)),
                        Objects.requireNonNull(row.get("held", Long.class))))
                .one());
    }

    /** @param held by something that has to be put right first */
    record Trouble(long stuck, long held) {}

    /** True where it ended without having been sent. */
    Mono<Boolean> withdraw(TransactionId id) {
        return Whole.one(database.sql(WITHDRAW)
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .map(row -> Boolean.TRUE.equals(row.get("gone", Boolean.class)))
                .one()
                .defaultIfEmpty(false));
    }

    /** In wei: what the tenant's transactions cost today, with what is under way at its highest. */
    Mono<BigInteger> spent(ChainAccount account, TenantId tenant) {
        return Whole.one(database.sql(BUDGET)
                .bind("bucket", account.bucket().number())
                .bind("tenant", tenant.value())
                .bind("chainId", account.chainId())
                .map(row -> TransactionRows.wei(row, "wei"))
                .one());
    }

    /** An operator's word for all instances, from the next look on. */
    Mono<Void> halt(ChainAccount account, boolean halted) {
        return Whole.one(database.sql("""
                        INSERT INTO chain_account (bucket, id, chain_id, account, halted, due_at)
                        VALUES (:bucket, :id, :chainId, :account, :halted, now())
                        ON CONFLICT (bucket, id) DO UPDATE SET halted = excluded.halted, due_at = excluded.due_at
                        """)
                .bind("bucket", account.bucket().number())
                .bind("id", account.id())
                .bind("chainId", account.chainId())
                .bind("account", account.address().lowerCase())
                .bind("halted", halted)
                .fetch()
                .rowsUpdated()
                .then());
    }

    private GenericExecuteSpec held(String statement, WorkLease account, StoredTransaction before, Transaction after) {
        return database.sql(statement)
                .bind("bucket", account.bucket())
                .bind("accountId", account.id())
                .bind("epoch", account.epoch())
                .bind("id", before.id().uuid())
                .bind("revision", before.revision())
                .bind("status", after.status().name())
                .bind("progress", ProgressJson.write(after.progress()));
    }

    private static GenericExecuteSpec bindNonce(GenericExecuteSpec spec, @Nullable Long nonce) {
        return nonce == null ? spec.bindNull("nonce", Long.class) : spec.bind("nonce", nonce);
    }
}
