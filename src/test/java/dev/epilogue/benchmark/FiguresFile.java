package dev.epilogue.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Figures as JSON, for whoever compares runs by a program: {@code -Depilogue.benchmark.json=FILE}. By benchmark and by what was measured, with
 * the moment, the cores and the load at which it was; a later run takes the place of an earlier one, the rest of the file stays.
 */
final class FiguresFile {

    private static final JsonMapper JSON = JsonMapper.shared();

    private FiguresFile() {}

    static void keep(String what, Map<String, Object> figures) {
        String file = System.getProperty("epilogue.benchmark.json", "");
        if (!file.isEmpty()) {
            keep(Path.of(file), benchmark(), what, figures);
        }
    }

    static synchronized void keep(Path file, String benchmark, String what, Map<String, Object> figures) {
        try {
            ObjectNode all = Files.exists(file)
                    ? (ObjectNode) JSON.readTree(Files.readString(file, StandardCharsets.UTF_8))
                    : JSON.createObjectNode();
            ObjectNode entry = all.withObjectProperty(benchmark).putObject(what);
            figures.forEach((name, value) -> entry.putPOJO(name, value instanceof Double real ? rounded(real) : value));
            entry.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            entry.put("cores", Runtime.getRuntime().availableProcessors());
            entry.putPOJO(
                    "load", rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    /** Who measured it. */
    private static String benchmark() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.endsWith("Benchmark"))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .findFirst()
                        .orElse("unnamed"));
    }
}
