package dev.epilogue.chain.tx;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.SignedTransaction;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.signing.VaultException;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads transactions with all their hashes. */
final class TransactionRows {

    private static final String HASHES =
            "SELECT * FROM chain_transaction_hash WHERE bucket = :bucket AND transaction_id = ANY(:ids) ORDER BY number";

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRows.class);

    private final DatabaseClient database;
    private final TransactionVault vault;

    TransactionRows(DatabaseClient database, TransactionVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** A transaction's row, before its hashes are read. */
    private record Bare(
            TransactionId id,
            TenantId tenant,
            String purpose,
            @Nullable ClosureId closure,
            long chainId,
            Address to,
            BigInteger value,
            @Nullable String wrappedKey,
            @Nullable String data,
            Transaction state,
            BigInteger reserved,
            @Nullable Instant deadline,
            long revision) {}

    private record HashRow(UUID transaction, Attempt attempt, String raw) {}

    Mono<StoredTransaction> find(TransactionId id) {
        return read(
                        id.bucket().number(),
                        database.sql("SELECT * FROM chain_transaction WHERE bucket = :bucket AND id = :id")
                                .bind("bucket", id.bucket().number())
                                .bind("id", id.uuid()))
                .next();
    }

    Mono<StoredTransaction> byKey(ChainAccount account, TenantId tenant, String key) {
        return read(
                        account.bucket().number(),
                        database.sql("""
                                SELECT * FROM chain_transaction
                                WHERE bucket = :bucket AND tenant = :tenant AND chain_id = :chainId AND key = :key
                                """)
                                .bind("bucket", account.bucket().number())
                                .bind("tenant", tenant.value())
                                .bind("chainId", account.chainId())
                                .bind("key", key))
                .next();
    }

    Flux<StoredTransaction> open(short bucket, UUID account) {
        return read(bucket, database.sql("""
                        SELECT * FROM chain_transaction WHERE bucket = :bucket AND account_id = :account AND ended_at IS NULL
                        ORDER BY nonce NULLS LAST, deadline NULLS LAST, created_at, id
                        """).bind("bucket", bucket).bind("account", account));
    }

    Mono<AccountRow> account(short bucket, UUID id) {
        return Whole.one(database.sql(
                        "SELECT chain_id, account, halted FROM chain_account WHERE bucket = :bucket AND id = :id")
                .bind("bucket", bucket)
                .bind("id", id)
                .map(row -> new AccountRow(
                        required(row, "chain_id", Long.class),
                        Address.parse(required(row, "account", String.class)),
                        required(row, "halted", Boolean.class)))
                .one());
    }

    Mono<String> wrappedKey(TransactionId id) {
        return Whole.one(database.sql("SELECT wrapped_key FROM chain_transaction WHERE bucket = :bucket AND id = :id")
                .bind("bucket", id.bucket().number())
                .bind("id", id.uuid())
                .map(row -> Optional.ofNullable(row.get("wrapped_key", String.class)))
                .one()
                .flatMap(Mono::justOrEmpty));
    }

    private Flux<StoredTransaction> read(short bucket, GenericExecuteSpec select) {
        return Whole.many(select.map(TransactionRows::bare).all())
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMap(found -> hashes(bucket, found)
                        .map(hashes -> found.stream()
                                .map(row ->
                                        stored(row, hashes.getOrDefault(row.id().uuid(), List.of())))
                                .toList()))
                .flatMapIterable(found -> found);
    }

    private Mono<Map<UUID, List<HashRow>>> hashes(short bucket, List<Bare> found) {
        UUID[] ids = found.stream().map(row -> row.id().uuid()).toArray(UUID[]::new);
        return Whole.many(database.sql(HASHES)
                        .bind("bucket", bucket)
                        .bind("ids", ids)
                        .map(TransactionRows::hash)
                        .all())
                .collectMultimap(HashRow::transaction, row -> row)
                .map(grouped -> {
                    Map<UUID, List<HashRow>> lists = new HashMap<>();
                    grouped.forEach((id, rows) -> lists.put(id, new ArrayList<>(rows)));
                    return lists;
                });
    }

    private StoredTransaction stored(Bare row, List<HashRow> hashes) {
        Transaction bare = row.state();
        List<Attempt> attempts = hashes.stream().map(HashRow::attempt).toList();
        Transaction state = new Transaction(bare.status(), bare.nonce(), attempts, bare.progress(), bare.createdAt());
        String key = row.wrappedKey();
        String data = row.data();
        Map<Integer, SignedTransaction> signed = new HashMap<>();
        ContractCall call = null;
        if (key != null && data != null) {
            call = opened(row, "call", data)
                    .map(content -> new ContractCall(row.chainId(), row.to(), content, row.value()))
                    .orElse(null);
            for (HashRow hash : hashes) {
                int number = hash.attempt().number();
                opened(row, "" + number, hash.raw())
                        .ifPresent(raw -> signed.put(
                                number,
                                new SignedTransaction(raw, hash.attempt().hash())));
            }
        }
        return new StoredTransaction(
                row.id(),
                row.tenant(),
                row.purpose(),
                row.closure(),
                row.chainId(),
                call,
                state,
                Map.copyOf(signed),
                row.reserved(),
                row.deadline(),
                row.revision());
    }

    /** Empty where the seal does not open: that is this transaction's trouble, and not that of its account's others. */
    private Optional<String> opened(Bare row, String place, String sealed) {
        try {
            return Optional.of(vault.open(Objects.requireNonNull(row.wrappedKey()), row.id(), place, sealed));
        } catch (VaultException | IllegalArgumentException shut) {
            LOG.error("transaction {}: {} does not open: {}", row.id(), place, shut.getMessage());
            return Optional.empty();
        }
    }

    private static Bare bare(Readable row) {
        UUID closure = row.get("closure_id", UUID.class);
        Transaction state = new Transaction(
                TransactionStatus.valueOf(required(row, "status", String.class)),
                row.get("nonce", Long.class),
                List.of(),
                ProgressJson.read(required(row, "progress", String.class)),
                required(row, "created_at", Instant.class));
        return new Bare(
                new TransactionId(required(row, "id", UUID.class)),
                new TenantId(required(row, "tenant", String.class)),
                required(row, "purpose", String.class),
                closure == null ? null : new ClosureId(closure),
                required(row, "chain_id", Long.class),
                Address.parse(required(row, "to_address", String.class)),
                wei(row, "value"),
                row.get("wrapped_key", String.class),
                row.get("data", String.class),
                state,
                wei(row, "reserved"),
                row.get("deadline", Instant.class),
                required(row, "revision", Long.class));
    }

    private static HashRow hash(Readable row) {
        Attempt attempt = new Attempt(
                required(row, "number", Integer.class),
                Hash32.parse(required(row, "hash", String.class)),
                Attempt.Kind.valueOf(required(row, "kind", String.class)),
                required(row, "nonce", Long.class),
                wei(row, "gas_limit"),
                new Fees(wei(row, "max_fee"), wei(row, "tip")),
                required(row, "signed_at", Instant.class));
        return new HashRow(required(row, "transaction_id", UUID.class), attempt, required(row, "raw", String.class));
    }

    static BigInteger wei(Readable row, String column) {
        return required(row, column, BigDecimal.class).toBigIntegerExact();
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
