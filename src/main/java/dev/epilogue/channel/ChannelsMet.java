package dev.epilogue.channel;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Whose channel an id is, for those that were met: a node cannot be asked by id. */
@Repository
public class ChannelsMet {

    /** @param asset null where the node no longer lists the token */
    public record Met(Address wallet, @Nullable String asset) {}

    private final DatabaseClient database;

    ChannelsMet(DatabaseClient database) {
        this.database = database;
    }

    /** An id is a hash over its wallet, so that what was met once never changes. */
    public Mono<Void> remember(Address node, List<NodeChannel> channels) {
        if (channels.isEmpty()) {
            return Mono.empty();
        }
        return Whole.one(database.sql("""
                        INSERT INTO channel_met (node_address, channel_id, wallet, asset)
                        SELECT :node, met.* FROM unnest(:channels, :wallets, :assets) AS met (channel_id, wallet, asset)
                        ON CONFLICT (node_address, channel_id) DO NOTHING
                        """)
                        .bind("node", node.checksummed())
                        .bind(
                                "channels",
                                channels.stream()
                                        .map(channel -> channel.channelId().hex())
                                        .toArray(String[]::new))
                        .bind(
                                "wallets",
                                channels.stream()
                                        .map(channel -> channel.wallet().checksummed())
                                        .toArray(String[]::new))
                        .bind(
                                "assets",
                                channels.stream().map(NodeChannel::asset).toArray(String[]::new))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    public Mono<Optional<Met>> find(Address node, Hash32 channelId) {
        return Whole.one(database.sql("""
                        SELECT wallet, asset FROM channel_met WHERE node_address = :node AND channel_id = :channel
                        """)
                        .bind("node", node.checksummed())
                        .bind("channel", channelId.hex())
                        .map(row -> new Met(
                                Address.parse(Objects.requireNonNull(row.get("wallet", String.class))),
                                row.get("asset", String.class)))
                        .one())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }
}
