package dev.epilogue.node.nitrorpc;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a node sent, cut out of the frame as it came: the signature is over these bytes, not over what a parser makes of them.
 *
 * @param text the {@code res} array
 * @param signature text of the one signature
 */
record SignedResult(String text, String signature) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @return empty when the frame is no answer with exactly one signature
     * @throws tools.jackson.core.JacksonException when it is not JSON
     */
    static Optional<SignedResult> cut(String frame) {
        Map<String, String> arrays = new HashMap<>();
        try (JsonParser parser = JSON.createParser(frame)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean array = parser.nextToken() == JsonToken.START_ARRAY;
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (array && arrays.put(name, cut(frame, start, parser)) != null) {
                    return Optional.empty();
                }
            }
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
        }
        String result = arrays.get("res");
        return result == null
                ? Optional.empty()
                : signature(arrays.get("sig")).map(signature -> new SignedResult(result, signature));
    }

    private static String cut(String frame, int start, JsonParser parser) {
        return frame.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static Optional<String> signature(@Nullable String array) {
        JsonNode signatures = array == null ? JSON.missingNode() : JSON.readTree(array);
        return signatures.size() == 1 && signatures.get(0).isString()
                ? Optional.of(signatures.get(0).stringValue())
                : Optional.empty();
    }

    /** Whoever made the signature, if anybody did. */
    Optional<Address> signer() {
        try {
            return Secp256k1.best()
                    .recover(Keccak.hash(text.getBytes(StandardCharsets.UTF_8)), EcdsaSignature.parse(signature));
        } catch (IllegalArgumentException noSignature) {
            return Optional.empty();
        }
    }
}
