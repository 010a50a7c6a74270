package dev.epilogue.sandbox.clearnode.recording;

import dev.epilogue.sandbox.clearnode.client.DevelopmentKeys;
import dev.epilogue.sandbox.clearnode.encoding.Policy;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Challenges are fresh in every run: a recorded login is signed anew by whoever signed it then, over what was signed then. */
final class Resigner {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<Address, byte[]> KEYS = keys();

    private record Pending(JsonNode request, String fresh) {}

    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, JsonNode> lastRequest = new HashMap<>();

    private static Map<Address, byte[]> keys() {
        Map<Address, byte[]> keys = new HashMap<>();
        for (int index = 0; index < 10; index++) {
            keys.put(DevelopmentKeys.address(index), DevelopmentKeys.key(index));
        }
        return keys;
    }

    void learn(String connection, String recordedChallenge, String fresh) {
        pending.put(recordedChallenge, new Pending(lastRequest.get(connection), fresh));
    }

    /** The frame to send in place of the recorded one. */
    String fresh(String connection, String frame) {
        if (frame.contains("\"auth_request\"")) {
            lastRequest.put(connection, JSON.readTree(frame).get("req").get(2));
        }
        Optional<String> challenge = pending.keySet().stream()
                .filter(known -> frame.contains("\"auth_verify\"") && frame.contains(known))
                .findFirst();
        return challenge.map(recorded -> resigned(frame, recorded)).orElse(frame);
    }

    private String resigned(String frame, String recorded) {
        Pending login = pending.get(recorded);
        String replaced = frame.replace(recorded, login.fresh());
        JsonNode signatures = JSON.readTree(frame).get("sig");
        if (signatures.isEmpty()) {
            return replaced;
        }
        String old = signatures.get(0).asString();
        byte[] raw = Hex.decode(old);
        return digests(login, frame, replaced, recorded).entrySet().stream()
                .flatMap(pair -> sign(pair.getKey(), pair.getValue(), raw).stream())
                .findFirst()
                .map(signature -> replaced.replace(old, signature))
                .orElse(replaced);
    }

    /** What may have been signed then, and what corresponds to it now. */
    private static Map<Hash32, Hash32> digests(Pending login, String frame, String replaced, String recorded) {
        Map<Hash32, Hash32> digests = new HashMap<>();
        digests.put(req(frame), req(replaced));
        try {
            Policy policy = policy(login.request());
            digests.put(policy.digest(recorded), policy.digest(login.fresh()));
        } catch (IllegalArgumentException noTypedData) {
            // such a login is refused whatever its signature
        }
        return digests;
    }

    private static Optional<String> sign(Hash32 then, Hash32 now, byte[] recorded) {
        return Secp256k1.best()
                .recover(then, EcdsaSignature.of(recorded))
                .map(KEYS::get)
                .map(key -> {
                    byte[] signature = Secp256k1.best().sign(now, key).bytes();
                    signature[64] -= recorded[64] < 27 ? 27 : 0;
                    return Hex.encode(signature);
                });
    }

    private static Hash32 req(String frame) {
        String req = frame.substring("{\"req\":".length(), frame.indexOf(",\"sig\":"));
        return Keccak.hash(req.getBytes(StandardCharsets.UTF_8));
    }

    private static Policy policy(JsonNode params) {
        List<Policy.Allowance> allowances = params.get("allowances")
                .valueStream()
                .map(cap -> new Policy.Allowance(
                        cap.get("asset").asString(), cap.get("amount").asString()))
                .toList();
        return new Policy(
                params.get("address").asString(),
                params.get("session_key").asString(),
                params.get("application").asString(),
                params.get("scope").asString(),
                params.has("expires_at")
                        ? new BigInteger(params.get("expires_at").asString())
                        : BigInteger.ZERO,
                allowances);
    }
}
