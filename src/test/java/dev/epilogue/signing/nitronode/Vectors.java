package dev.epilogue.signing.nitronode;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The v1 test vectors and their keys. */
final class Vectors {

    static final JsonNode ALL = read("/vectors/nitronode-v1.json");

    private Vectors() {}

    static Stream<JsonNode> group(String name) {
        JsonNode group = ALL.get(name);
        return group.isArray() ? group.valueStream() : Stream.of(group);
    }

    static JsonNode named(String group, String name) {
        return group(group)
                .filter(vector -> vector.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static byte[] privateKey(String name) {
        return Hex.decode(named("keys", name).get("private_key").asString(), 32);
    }

    static Address address(String name) {
        return Address.parse(named("keys", name).get("address").asString());
    }

    static EcdsaSignature sign(Hash32 digest, String signer) {
        return Secp256k1.best().sign(digest, privateKey(signer));
    }

    static AppStateUpdate update(JsonNode vector, String allocations) {
        return new AppStateUpdate(
                SessionId.parse(vector.get("app_session_id").asString()),
                Intent.ofWire(vector.get("intent").asInt()),
                Long.parseUnsignedLong(vector.get("version").asString()),
                allocations(vector.get(allocations)),
                vector.get("session_data").asString());
    }

    static List<Allocation> allocations(JsonNode rows) {
        return rows.valueStream()
                .map(row -> new Allocation(
                        Address.parse(row.get("participant").asString()),
                        row.get("asset").asString(),
                        new Amount(new BigDecimal(row.get("amount").asString()))))
                .toList();
    }

    static ChannelState state(String name) {
        return state(named("channel_state", name).get("state"));
    }

    static ChannelState state(JsonNode node) {
        JsonNode transition = node.get("transition");
        JsonNode channel = node.get("home_channel_id");
        return new ChannelState(
                Address.parse(node.get("user_wallet").asString()),
                node.get("asset").asString(),
                node.get("epoch").asLong(),
                node.get("version").asLong(),
                channel == null ? null : Hash32.parse(channel.asString()),
                new Transition(
                        transition.get("type").asInt(),
                        Hash32.parse(transition.get("tx_id").asString()),
                        transition.get("account_id").asString(),
                        Amount.parse(transition.get("amount").asString())),
                ledger(node.get("home_ledger")),
                node.has("escrow_ledger") ? ledger(node.get("escrow_ledger")) : null);
    }

    private static ChannelLedger ledger(JsonNode node) {
        String token = node.get("token_address").asString();
        return new ChannelLedger(
                Long.parseUnsignedLong(node.get("blockchain_id").asString()),
                token.isEmpty() ? Address.of(new byte[20]) : Address.parse(token),
                Amount.parse(node.get("user_balance").asString()),
                Amount.parse(node.get("user_net_flow").asString()),
                Amount.parse(node.get("node_balance").asString()),
                Amount.parse(node.get("node_net_flow").asString()));
    }

    static List<JsonNode> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(String resource) {
        try (InputStream stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
