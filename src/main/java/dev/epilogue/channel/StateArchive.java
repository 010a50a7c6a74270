package dev.epilogue.channel;

import dev.epilogue.node.NodeState;
import dev.epilogue.signing.ClosureVault;
import dev.epilogue.signing.VaultLabel;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.store.Whole;
import dev.epilogue.store.keys.WrappedKeys;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every state that node and wallet have both signed, from the moment on which it is seen. Nothing is ever replaced or taken back:
 * whatever a node serves later, the newest that was seen stays the newest here.
 */
@Repository
public class StateArchive implements WrappedKeys {

    private static final String PURPOSE = "channel-state";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DatabaseClient database;
    private final ClosureVault vault;

    public StateArchive(DatabaseClient database, ClosureVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * Keeps a co-signed state; of any other nothing.
     *
     * @param node its own address
     */
    public Mono<Void> keep(Address node, NodeState state) {
        Hash32 channel = state.state().channelId();
        if (!state.coSigned() || channel == null) {
            return Mono.empty();
        }
        return Mono.defer(() -> insert(node, state, channel));
    }

    private Mono<Void> insert(Address node, NodeState state, Hash32 channel) {
        ChannelState place = state.state();
        UUID owner = owner(node, place.id());
        byte[] key = vault.newWrappedKey(owner);
        byte[] sealed = vault.seal(key, label(owner), JSON.writeValueAsBytes(state));
        return Whole.one(database.sql("""
                        INSERT INTO channel_state (node_address, wallet, asset, epoch, version, channel_id, wrapped_key, sealed)
                        VALUES (:node, :wallet, :asset, :epoch, :version, :channel, :key, :sealed)
                        ON CONFLICT (node_address, wallet, asset, epoch, version) DO NOTHING
                        """)
                        .bind("node", node.checksummed())
                        .bind("wallet", place.wallet().checksummed())
                        .bind("asset", place.asset())
                        .bind("epoch", place.epoch())
                        .bind("version", place.version())
                        .bind("channel", channel.hex())
                        .bind("key", Base64.getEncoder().encodeToString(key))
                        .bind("sealed", Base64.getEncoder().encodeToString(sealed))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /** The newest of all channels that the wallet ever had for the asset, by epoch, then version. */
    public Mono<Optional<NodeState>> newest(Address node, Address wallet, String asset) {
        return one(
                node,
                database.sql("""
                                SELECT wallet, asset, epoch, version, wrapped_key, sealed FROM channel_state
                                WHERE node_address = :node AND wallet = :wallet AND asset = :asset
                                ORDER BY epoch DESC, version DESC LIMIT 1
                                """)
                        .bind("node", node.checksummed())
                        .bind("wallet", wallet.checksummed())
                        .bind("asset", asset));
    }

    /** The newest of one channel. */
    public Mono<Optional<NodeState>> newestOf(Address node, Hash32 channelId) {
        return one(node, database.sql("""
                                SELECT wallet, asset, epoch, version, wrapped_key, sealed FROM channel_state
                                WHERE node_address = :node AND channel_id = :channel
                                ORDER BY version DESC LIMIT 1
                                """).bind("node", node.checksummed()).bind("channel", channelId.hex()));
    }

    private Mono<Optional<NodeState>> one(Address node, DatabaseClient.GenericExecuteSpec select) {
        return Whole.one(select.map(row -> opened(node, row)).one())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private NodeState opened(Address node, Readable row) {
        UUID owner = owner(node, stateId(row));
        byte[] key = Base64.getDecoder().decode(text(row, "wrapped_key"));
        byte[] sealed = Base64.getDecoder().decode(text(row, "sealed"));
        return JSON.readValue(vault.open(key, label(owner), sealed), NodeState.class);
    }

    @Override
    public String table() {
        return "channel_state";
    }

    @Override
    public List<String> columns() {
        return List.of("node_address", "wallet", "asset", "epoch", "version");
    }

    @Override
    public UUID owner(Readable row) {
        return owner(Address.parse(text(row, "node_address")), stateId(row));
    }

    private static Hash32 stateId(Readable row) {
        return ChannelState.id(
                Address.parse(text(row, "wallet")),
                text(row, "asset"),
                Objects.requireNonNull(row.get("epoch", Long.class)),
                Objects.requireNonNull(row.get("version", Long.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /** The vault binds what it seals to an id; a state's own id does not name the node. */
    private static UUID owner(Address node, Hash32 stateId) {
        return UUID.nameUUIDFromBytes((node.lowerCase() + stateId.hex()).getBytes(StandardCharsets.US_ASCII));
    }

    private static VaultLabel label(UUID owner) {
        return new VaultLabel(owner, PURPOSE, "");
    }
}
