package dev.epilogue.certificate;

import dev.epilogue.certificate.Report.Broken;
import dev.epilogue.certificate.Report.Remark;
import dev.epilogue.signing.KeySet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a certificate with nothing but the file and, better, the service's key set from elsewhere. First whether it is what was sealed;
 * then, without taking anybody's word, whether digests are those of the fields beside them, signatures those of the signers, receipts
 * those of the signatures, and the events an unbroken chain.
 */
public final class Verification {

    private Verification() {}

    /** @param trusted null: the keys that the file itself brings, which says only that the file is whole, not who made it */
    public static Report of(byte[] file, @Nullable KeySet trusted) {
        List<Broken> broken = new ArrayList<>();
        JsonNode certificate = SealCheck.read(file, broken);
        if (!broken.isEmpty()) {
            return Report.of(broken);
        }
        Optional<KeySet> keys = trusted == null ? KeySet.of(certificate.get("keys")) : Optional.of(trusted);
        if (keys.isEmpty()) {
            return Report.of(List.of(new Broken("keys", "are no key set")));
        }
        String keyId = SealCheck.check(certificate, keys.get(), broken);
        if (!broken.isEmpty()) {
            return Report.of(broken);
        }
        List<Remark> remarks = new ArrayList<>();
        SignedStatements.check(certificate, keys.get(), broken, remarks);
        NodeStatements.check(certificate, broken);
        Marks.check(certificate, broken);
        String head = events(certificate, broken);
        return report(certificate, broken, remarks, keyId, head);
    }

    private static @Nullable String events(JsonNode certificate, List<Broken> broken) {
        EventChain chain = new EventChain();
        String closureId = certificate.get("closureId").asString();
        int number = 0;
        for (JsonNode statement : SealCheck.named(certificate, Certificate.EVENT)) {
            number++;
            String name = statement.get("name").asString();
            JsonNode event = statement.path("content").path("event");
            boolean next = name.equals(Certificate.EVENT + number)
                    && event.path("id").asString("").equals(closureId + "/" + number);
            if (!next) {
                broken.add(new Broken(name, "is not event %d of this closure".formatted(number)));
                return null;
            }
            if (!chain.add(event).equals(statement.path("content").path("hash").asString(""))) {
                broken.add(new Broken(name, "does not follow from the events before it"));
                return null;
            }
        }
        return number == 0 ? null : chain.head();
    }

    private static Report report(
            JsonNode certificate,
            List<Broken> broken,
            List<Remark> remarks,
            @Nullable String keyId,
            @Nullable String head) {
        Map<Mark, Integer> marks = new EnumMap<>(Mark.class);
        for (JsonNode statement : certificate.get("statements")) {
            Marks.of(statement).ifPresent(mark -> marks.merge(mark, 1, Integer::sum));
        }
        return new Report(
                List.copyOf(broken),
                List.copyOf(remarks),
                certificate.get("closureId").asString(),
                certificate.get("issuedAt").asString(),
                certificate
                        .get("statements")
                        .path(0)
                        .path("content")
                        .path("closure")
                        .path("status")
                        .stringValue(null),
                keyId,
                marks,
                SealCheck.named(certificate, Certificate.EVENT).size(),
                head);
    }
}
