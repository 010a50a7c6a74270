package dev.epilogue.packaging;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the chart makes of some values, read into the API's own types. */
record Manifests(List<HasMetadata> objects) {

    static final Path CHART = Path.of("helm", "epilogue");

    /** Values are YAML, as in a values file. */
    static Manifests of(String values) {
        return of(values, "1.34.0");
    }

    /** The same for a cluster of that release. */
    static Manifests of(String values, String kubernetes) {
        Path file = null;
        try {
            file = Files.writeString(Files.createTempFile("values", ".yaml"), values);
            return parse(new Helm(CHART)
                    .template()
                    .withName("main")
                    .withNamespace("closing")
                    .withKubeVersion(kubernetes)
                    .withValuesFile(file)
                    .call());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            delete(file);
        }
    }

    static Manifests parse(String documents) {
        KubernetesSerialization yaml = new KubernetesSerialization();
        return new Manifests(Stream.of(documents.split("(?m)^---$"))
                .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
                .<HasMetadata>map(yaml::unmarshal)
                .toList());
    }

    <T extends HasMetadata> T the(Class<T> kind) {
        return find(kind).orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException held) {
            throw new UncheckedIOException(held);
        }
    }
}
