package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The 0.x test vectors, their keys, and what was recorded at a node. */
final class Vectors {

    static final Secp256k1 CURVE = Secp256k1.best();
    static final Address ALICE = address("alice");
    static final Address BOB = address("bob");
    static final Address CAROL = address("carol");
    static final Address KEY = address("alice_session_key");
    static final Address COORDINATOR = address("coordinator");

    private Vectors() {}

    /** The file is small enough to be read at every use. */
    private static JsonNode all() {
        return JsonMapper.shared().readTree(text("/vectors/clearnode-v0.json"));
    }

    static Stream<JsonNode> named(String prefix) {
        return all().get("vectors")
                .valueStream()
                .filter(vector -> vector.get("id").asString().startsWith(prefix));
    }

    static JsonNode one(String id) {
        return named(id)
                .filter(vector -> vector.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode behaviour(String table) {
        return all().get("node_json_behaviour").get(table);
    }

    static Stream<JsonNode> recorded(String kind) {
        return text("/vectors/clearnode-v0-recorded.jsonl")
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.get("kind").asString().equals(kind));
    }

    static Address address(String account) {
        return Address.parse(all().get("accounts").get(account).get("address").asString());
    }

    static EcdsaSignature sign(Hash32 digest, String account) {
        return CURVE.sign(
                digest,
                Hex.decode(all().get("accounts").get(account).get("private_key").asString(), 32));
    }

    static Hash32 hash(String text) {
        return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static Hash32 hash32(JsonNode node) {
        return Hash32.parse(node.asString());
    }

    static Allocation row(Address participant, String asset, String amount) {
        return new Allocation(participant, asset, Amount.parse(amount));
    }

    static SessionDefinition definition(JsonNode node) {
        return new SessionDefinition(
                node.path("application").asString(""),
                node.get("protocol").asString(),
                node.get("participants").valueStream().map(JsonNode::asString).toList(),
                node.get("weights").valueStream().map(JsonNode::asLong).toList(),
                node.path("quorum").asLong(0),
                node.path("challenge").asLong(0),
                new BigInteger(node.get("nonce").asString()));
    }

    static List<EcdsaSignature> signatures(JsonNode vector) {
        return vector.get("signatures")
                .valueStream()
                .map(signature ->
                        EcdsaSignature.parse(signature.get("signature").asString()))
                .toList();
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
