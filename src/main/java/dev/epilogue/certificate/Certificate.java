package dev.epilogue.certificate;

import dev.epilogue.signing.ReceiptSigner;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file that says how a closure came to where it is. Its seal is a JWS over the hash of each of its parts, so that a part that was
 * changed is named, and whatever is laid out differently but says the same stays good.
 */
public final class Certificate {

    static final String FORMAT = "epilogue-certificate/1";
    static final String SEAL_TYPE = "epilogue-certificate+jwt";
    static final String EVENT = "event ";

    /** What the node signed. */
    public static final String OF_NODE = "node: ";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Certificate() {}

    /**
     * @param statements events among them in their order, each as {@code {"event":…,"hash":…}} and named {@code event N}
     * @param keys as JWKs with their validity, the one that signs here among them
     */
    public static ObjectNode sealed(
            String closureId, Instant issuedAt, List<Statement> statements, JsonNode keys, ReceiptSigner signer) {
        ObjectNode certificate = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("closureId", closureId)
                .put("issuedAt", issuedAt.toString());
        ArrayNode all = certificate.putArray("statements");
        statements.forEach(each -> all.addObject()
                .put("name", each.name())
                .put("mark", each.mark().name())
                .set("content", each.content()));
        certificate.set("keys", keys);
        return certificate.put("seal", signer.sign(SEAL_TYPE, Canonical.bytes(parts(certificate))));
    }

    /** What is sealed of a certificate. */
    static ObjectNode parts(JsonNode certificate) {
        ObjectNode parts = JSON.createObjectNode();
        List.of("format", "closureId", "issuedAt").forEach(name -> parts.set(name, certificate.get(name)));
        ArrayNode hashes = parts.putArray("statements");
        certificate
                .get("statements")
                .forEach(each -> hashes.addObject()
                        .put("name", each.get("name").asString())
                        .put("hash", Canonical.hashOf(each)));
        return parts.put("keys", Canonical.hashOf(certificate.get("keys")));
    }
}
