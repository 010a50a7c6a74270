package dev.epilogue.escalation;

import dev.epilogue.closure.TenantId;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Deposited packs, one for each channel of a tenant. */
@Repository
class PackStore {

    private static final String KEY = "tenant = :tenant AND node_address = :nodeAddress AND channel_id = :channel";

    private final DatabaseClient database;

    PackStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Pack> find(TenantId tenant, Address node, Hash32 channel) {
        return Whole.one(database.sql("SELECT * FROM escalation_pack WHERE " + KEY)
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("channel", channel.hex())
                .map(PackStore::pack)
                .one());
    }

    /** Replaces what was deposited before. False where a newer state was seen meanwhile. */
    Mono<Boolean> deposit(Pack pack) {
        return Rows.changed(database.sql("""
                        INSERT INTO escalation_pack AS p (tenant, node_address, channel_id, id, node, participant, asset, chain_id,
                          epoch, version, seen_epoch, seen_version, status, reason, digest, signature_hash, wrapped_key, sealed,
                          received_at, updated_at)
                        VALUES (:tenant, :nodeAddress, :channel, :id, :node, :participant, :asset, :chain, :epoch, :version,
                          :epoch, :version, 'CURRENT', NULL, :digest, :hash, :key, :sealed, now(), now())
                        ON CONFLICT (tenant, node_address, channel_id) DO UPDATE SET id = excluded.id, node = excluded.node,
                          participant = excluded.participant, asset = excluded.asset, chain_id = excluded.chain_id,
                          epoch = excluded.epoch, version = excluded.version, seen_epoch = excluded.epoch,
                          seen_version = excluded.version, status = 'CURRENT', reason = NULL, digest = excluded.digest,
                          signature_hash = excluded.signature_hash, wrapped_key = excluded.wrapped_key,
                          sealed = excluded.sealed, received_at = now(), updated_at = now()
                        WHERE (p.seen_epoch, p.seen_version) <= (excluded.epoch, excluded.version)
                        """)
                .bind("tenant", pack.tenant().value())
                .bind("nodeAddress", pack.nodeAddress().lowerCase())
                .bind("channel", pack.channelId().hex())
                .bind("id", pack.id())
                .bind("node", pack.node())
                .bind("participant", pack.participant().checksummed())
                .bind("asset", pack.asset())
                .bind("chain", pack.chainId())
                .bind("epoch", unsigned(pack.epoch()))
                .bind("version", new BigDecimal(pack.version()))
                .bind("digest", pack.digest().hex())
                .bind("hash", pack.signatureHash().hex())
                .bind("key", Objects.requireNonNull(pack.wrappedKey()))
                .bind("sealed", Objects.requireNonNull(pack.sealed())));
    }

    /** A newer state was seen: an older pack is destroyed, and none older is taken from now on. */
    Mono<Boolean> seen(TenantId tenant, Address node, Hash32 channel, long epoch, BigInteger version) {
        return Rows.changed(database.sql("""
                        UPDATE escalation_pack SET seen_epoch = :epoch, seen_version = :version,
                          status = 'STALE', reason = 'pack-stale', wrapped_key = NULL, sealed = NULL, updated_at = now()
                        WHERE %s AND (seen_epoch, seen_version) < (:epoch, :version)
                        """.formatted(KEY))
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("channel", channel.hex())
                .bind("epoch", unsigned(epoch))
                .bind("version", new BigDecimal(version)));
    }

    /** Of no use to anybody: what it held goes. */
    Mono<Void> spend(TenantId tenant, Address node, Hash32 channel, String reason) {
        return Whole.one(database.sql("""
                        UPDATE escalation_pack SET status = 'SPENT', reason = :reason, wrapped_key = NULL, sealed = NULL,
                          updated_at = now()
                        WHERE %s AND status <> 'SPENT'
                        """.formatted(KEY))
                .bind("reason", reason)
                .bind("tenant", tenant.value())
                .bind("nodeAddress", node.lowerCase())
                .bind("channel", channel.hex())
                .fetch()
                .rowsUpdated()
                .then());
    }

    private static Pack pack(Readable row) {
        return new Pack(
                new TenantId(Rows.text(row, "tenant")),
                Address.parse(Rows.text(row, "node_address")),
                Hash32.parse(Rows.text(row, "channel_id")),
                Objects.requireNonNull(row.get("id", UUID.class)),
                Rows.text(row, "node"),
                Address.parse(Rows.text(row, "participant")),
                Rows.text(row, "asset"),
                Objects.requireNonNull(row.get("chain_id", Long.class)),
                number(row, "epoch").longValue(),
                number(row, "version"),
                number(row, "seen_epoch").longValue(),
                number(row, "seen_version"),
                Pack.Status.valueOf(Rows.text(row, "status")),
                row.get("reason", String.class),
                Hash32.parse(Rows.text(row, "digest")),
                Hash32.parse(Rows.text(row, "signature_hash")),
                row.get("wrapped_key", String.class),
                row.get("sealed", String.class),
                Objects.requireNonNull(row.get("received_at", Instant.class)));
    }

    private static BigDecimal unsigned(long number) {
        return new BigDecimal(Long.toUnsignedString(number));
    }

    private static BigInteger number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, BigDecimal.class)).toBigIntegerExact();
    }
}
