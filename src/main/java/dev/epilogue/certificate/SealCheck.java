package dev.epilogue.certificate;

import dev.epilogue.certificate.Report.Broken;
import dev.epilogue.signing.KeySet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a certificate is what was sealed, part by part. */
final class SealCheck {

    private static final Set<String> MEMBERS = Set.of("format", "closureId", "issuedAt", "statements", "keys", "seal");
    private static final Set<String> OF_STATEMENTS = Set.of("name", "mark", "content");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SealCheck() {}

    /** A file that can be read and has the members that it must have. */
    static JsonNode read(byte[] file, List<Broken> broken) {
        try {
            JsonNode certificate = STRICT.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
            shape(certificate).ifPresent(broken::add);
            return certificate;
        } catch (JacksonException noJson) {
            broken.add(new Broken(
                    "file",
                    "is no JSON at line %d, column %d"
                            .formatted(
                                    noJson.getLocation().getLineNr(),
                                    noJson.getLocation().getColumnNr())));
        } catch (CharacterCodingException noText) {
            broken.add(new Broken("file", "is no UTF-8 text"));
        }
        return STRICT.nullNode();
    }

    private static Optional<Broken> shape(JsonNode certificate) {
        if (!certificate.isObject() || !certificate.propertyNames().containsAll(MEMBERS)) {
            return Optional.of(new Broken("file", "is no certificate: it lacks one of " + new TreeSet<>(MEMBERS)));
        }
        for (String name : certificate.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                return Optional.of(new Broken("file", "has a member that no certificate has: " + name));
            }
        }
        for (String name : List.of("format", "closureId", "issuedAt", "seal")) {
            if (!certificate.get(name).isString()) {
                return Optional.of(new Broken(name, "is no text"));
            }
        }
        if (!certificate.get("format").asString().equals(Certificate.FORMAT)) {
            return Optional.of(new Broken("format", "is not " + Certificate.FORMAT));
        }
        int number = 0;
        for (JsonNode statement : certificate.get("statements")) {
            if (!statement.isObject()
                    || !new HashSet<>(statement.propertyNames()).equals(OF_STATEMENTS)
                    || !statement.get("name").isString()) {
                return Optional.of(new Broken("statements[%d]".formatted(number), "is no statement"));
            }
            number++;
        }
        return Optional.empty();
    }

    /** The key that sealed it, if all of it is as it was sealed. */
    static @Nullable String check(JsonNode certificate, KeySet keys, List<Broken> broken) {
        Optional<KeySet.Signed> seal = keys.open(certificate.get("seal").asString(), Certificate.SEAL_TYPE);
        if (seal.isEmpty()) {
            broken.add(new Broken("seal", "was made by no key of the key set"));
            return null;
        }
        JsonNode sealed = STRICT.readTree(seal.get().payload());
        JsonNode found;
        try {
            found = Certificate.parts(certificate);
        } catch (IllegalArgumentException notCanonical) {
            broken.add(new Broken("file", "holds " + notCanonical.getMessage()));
            return null;
        }
        for (String name : List.of("format", "closureId", "issuedAt", "keys")) {
            if (!found.get(name).equals(sealed.path(name))) {
                broken.add(new Broken(name, "is not what was sealed"));
            }
        }
        statements(found.get("statements"), sealed.path("statements"), broken);
        if (broken.isEmpty()) {
            Instant issuedAt = Instant.parse(certificate.get("issuedAt").asString());
            seal.get()
                    .refusal(issuedAt)
                    .or(seal.get()::revocation)
                    .ifPresent(why -> broken.add(new Broken("seal", why)));
        }
        return seal.get().keyId();
    }

    private static void statements(JsonNode found, JsonNode sealed, List<Broken> broken) {
        for (int i = 0; i < Math.max(found.size(), sealed.size()); i++) {
            if (i >= found.size()) {
                broken.add(new Broken(sealed.get(i).get("name").asString(), "was sealed, and is not there"));
            } else if (i >= sealed.size()) {
                broken.add(new Broken(found.get(i).get("name").asString(), "was not sealed"));
            } else if (!found.get(i).equals(sealed.get(i))) {
                broken.add(new Broken(sealed.get(i).get("name").asString(), "is not what was sealed"));
            }
        }
    }

    static List<JsonNode> named(JsonNode certificate, String prefix) {
        List<JsonNode> named = new ArrayList<>();
        certificate.get("statements").forEach(each -> {
            if (each.get("name").asString().startsWith(prefix)) {
                named.add(each);
            }
        });
        return named;
    }
}
