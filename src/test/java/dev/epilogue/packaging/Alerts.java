package dev.epilogue.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The chart's alerts as they are written. */
record Alerts(List<Alert> all) {

    private static final Path FILE = Manifests.CHART.resolve("alerts.yaml");
    private static final Pattern SERIES = Pattern.compile("epilogue_[a-z_]+");

    /** @param runbook the name of its page */
    record Alert(String name, String expression, String severity, String summary, String runbook) {

        Set<String> series() {
            return SERIES.matcher(expression)
                    .results()
                    .map(found -> found.group())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Alerts written() {
        try {
            Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(FILE));
            return new Alerts(file.get("groups").stream()
                    .flatMap(group -> rules(group).stream())
                    .map(Alerts::alert)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Set<String> series() {
        return all.stream().flatMap(alert -> alert.series().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(Map<String, Object> group) {
        return (List<Map<String, Object>>) group.get("rules");
    }

    @SuppressWarnings("unchecked")
    private static Alert alert(Map<String, Object> rule) {
        Map<String, String> labels = (Map<String, String>) rule.get("labels");
        Map<String, String> annotations = (Map<String, String>) rule.get("annotations");
        return new Alert(
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                labels.get("severity"),
                annotations.get("summary"),
                annotations.get("runbook"));
    }
}
