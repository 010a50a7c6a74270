package dev.epilogue.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts that the chart brings, and the pages that say what to do. */
class AlertsTest {

    private static final Path RUNBOOKS = Path.of("docs", "runbook");
    private static final String MONITORED = """
            serviceMonitor: {enabled: true, labels: {release: prometheus}}
            prometheusRule: {enabled: true, labels: {release: prometheus}, runbooks: "https://docs.example/runbook/"}
            """;

    private final Alerts alerts = Alerts.written();

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() throws IOException {
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(alerts.all())
                    .extracting(alert -> alert.runbook() + ".md")
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            pages.map(page -> page.getFileName().toString()).toList());
        }
    }

    @Test
    void everyPageSaysWhichFigureRaisesItAndWhatToDo() {
        assertThat(alerts.all())
                .allSatisfy(alert -> assertThat(Files.readString(RUNBOOKS.resolve(alert.runbook() + ".md")))
                        .contains(alert.series())
                        .contains("**Do.**"));
    }

    @Test
    void everyAlertSaysHowUrgentItIs() {
        assertThat(alerts.all())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.severity()).isIn("critical", "warning"));
    }

    @Test
    void chartNarrowsEachAlertToItsReleaseAndNamesItsPage() {
        GenericKubernetesResource rule = one("PrometheusRule", MONITORED);
        List<GenericKubernetesResource> rules = rule.get("spec", "groups", 0, "rules");

        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
        assertThat(rules).hasSameSizeAs(alerts.all());
        for (int index = 0; index < alerts.all().size(); index++) {
            Alerts.Alert alert = alerts.all().get(index);
            assertThat(rule.<String>get("spec", "groups", 0, "rules", index, "alert"))
                    .isEqualTo(alert.name());
            assertThat(rule.<String>get("spec", "groups", 0, "rules", index, "expr"))
                    .isEqualTo(alert.expression()
                            .replaceAll("(epilogue_[a-z_]+)", "$1{namespace=\"closing\",service=\"main-epilogue\"}"));
            assertThat(rule.<String>get("spec", "groups", 0, "rules", index, "annotations", "summary"))
                    .isEqualTo(alert.summary());
            assertThat(rule.<String>get("spec", "groups", 0, "rules", index, "annotations", "runbook_url"))
                    .isEqualTo("https://docs.example/runbook/" + alert.runbook() + ".md");
        }
    }

    @Test
    void monitorScrapesTheService() {
        GenericKubernetesResource monitor = one("ServiceMonitor", MONITORED);

        assertThat(monitor.<String>get("spec", "endpoints", 0, "path")).isEqualTo("/actuator/prometheus");
        assertThat(monitor.<String>get("spec", "endpoints", 0, "port")).isEqualTo("management");
    }

    @Test
    void neitherIsMadeUnlessAskedFor() {
        assertThat(Manifests.of("{}").objects())
                .extracting(object -> object.getKind())
                .doesNotContain("PrometheusRule", "ServiceMonitor");
    }

    private static GenericKubernetesResource one(String kind, String values) {
        return Manifests.of(values).objects().stream()
                .filter(object -> object.getKind().equals(kind))
                .map(GenericKubernetesResource.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
