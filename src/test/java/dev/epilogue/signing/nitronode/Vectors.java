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

    private static JsonNode read(String resource) {
        try (InputStream stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
