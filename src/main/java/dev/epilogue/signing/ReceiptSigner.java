package dev.epilogue.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signs receipts with the current key, and vouches for those of keys before it. */
public final class ReceiptSigner {

    private static final String TYPE = "epilogue-receipt+jwt";
    private static final String ALGORITHM = "EdDSA";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final ReceiptKey key;
    private final String keyId;
    private final String header;
    private final Map<String, ReceiptPublicKey> published = new LinkedHashMap<>();

    /** @param retired keys that signed receipts before */
    public ReceiptSigner(ReceiptKey key, List<ReceiptPublicKey> retired) {
        this.key = key;
        this.keyId = key.publicKey().keyId();
        this.header = encoded(new Header(ALGORITHM, keyId, TYPE));
        Stream.concat(Stream.of(key.publicKey()), retired.stream()).forEach(each -> published.put(each.keyId(), each));
    }

    private record Header(String alg, String kid, String typ) {}

    public Receipt sign(ReceiptClaims claims) {
        String signed = header + "." + encoded(claims);
        String signature = ENCODER.encodeToString(key.sign(ascii(signed)));
        return new Receipt(claims, keyId, signed + "." + signature);
    }

    /** What a receipt states, or nothing when none of our keys signed it. */
    public Optional<ReceiptClaims> verify(String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Header header = JSON.readValue(decoded(parts[0]), Header.class);
            ReceiptPublicKey signer = published.get(header.kid());
            boolean genuine = signer != null
                    && ALGORITHM.equals(header.alg())
                    && TYPE.equals(header.typ())
                    && signer.verifies(ascii(parts[0] + "." + parts[1]), decoded(parts[2]));
            return genuine ? Optional.of(JSON.readValue(decoded(parts[1]), ReceiptClaims.class)) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The key set as it is published: the current key first. */
    public Map<String, List<Map<String, String>>> jwks() {
        return Map.of(
                "keys", published.values().stream().map(ReceiptPublicKey::jwk).toList());
    }

    private static String encoded(Object json) {
        return ENCODER.encodeToString(JSON.writeValueAsBytes(json));
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
