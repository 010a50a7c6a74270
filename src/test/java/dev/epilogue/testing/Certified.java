package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.certificate.Report;
import dev.epilogue.certificate.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a certificate says of its closure, once it has been found to hold. */
public final class Certified {

    private Certified() {}

    /**
     * @param name under which it is kept
     * @return the closure as the certificate states it
     */
    public static JsonNode closure(String name, JsonNode certificate) {
        byte[] file = JsonMapper.shared().writeValueAsBytes(certificate);
        Report report = Verification.of(file, null);
        assertThat(report.broken()).isEmpty();
        assertThat(report.events()).isPositive();
        keep(name, file);
        return certificate.at("/statements/0/content/closure");
    }

    /** For whoever wants to look at one. */
    public static void keep(String name, byte[] file) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "certificates"));
            Files.write(folder.resolve(name + ".json"), file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
