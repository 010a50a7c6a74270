package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.certificate.Report;
import dev.epilogue.certificate.Verification;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a certificate says of its closure, once it has been found to hold. */
public final class Certified {

    private Certified() {}

    /** @return the closure as the certificate states it */
    public static JsonNode closure(JsonNode certificate) {
        Report report = Verification.of(JsonMapper.shared().writeValueAsBytes(certificate), null);
        assertThat(report.broken()).isEmpty();
        assertThat(report.events()).isPositive();
        return certificate.at("/statements/0/content/closure");
    }
}
