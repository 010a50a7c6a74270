package dev.epilogue.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.KeySet;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates of which one byte is another. */
final class Flips {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Flips() {}

    /**
     * Each of these bytes, turned in one bit, is found and named, unless the file then says exactly the same.
     *
     * @param step 1 for every byte
     * @return how many were found
     */
    static int areNamed(byte[] certificate, @Nullable KeySet keys, int step) {
        assertThat(Verification.of(certificate, keys).broken()).isEmpty();
        JsonNode original = JSON.readTree(certificate);
        int found = 0;
        for (int at = 0; at < certificate.length; at += step) {
            byte[] flipped = certificate.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Report report = Verification.of(flipped, keys);
            if (report.holds()) {
                assertThat(read(flipped)).as("byte %d", at).isEqualTo(original);
            } else {
                Report.Broken first = report.broken().getFirst();
                assertThat(first.where().isBlank() || first.what().isBlank())
                        .as("byte %d", at)
                        .isFalse();
                found++;
            }
        }
        return found;
    }

    private static JsonNode read(byte[] flipped) {
        try {
            return JSON.readTree(new String(flipped, StandardCharsets.UTF_8));
        } catch (JacksonException noJson) {
            return JSON.nullNode();
        }
    }
}
