package dev.epilogue.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Percentiles of samples, and ratios of what was measured in turns. Printed, and kept where {@link FiguresFile} says. */
final class Figures {

    private Figures() {}

    static void print(String what, List<Double> samples) {
        System.out.printf(
                "%s: p10 %.2f, median %.2f, p90 %.2f (%d samples)%n",
                what, percentile(samples, 10), percentile(samples, 50), percentile(samples, 90), samples.size());
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("p10", percentile(samples, 10));
        kept.put("median", percentile(samples, 50));
        kept.put("p90", percentile(samples, 90));
        kept.put("samples", samples.size());
        FiguresFile.keep(what, kept);
    }

    static void ratio(String what, List<Double> ours, List<Double> baseline) {
        double ratio = percentile(ours, 50) / percentile(baseline, 50);
        System.out.printf("%s: %.2f (medians)%n", what, ratio);
        FiguresFile.keep(what, Map.of("ratioOfMedians", ratio));
    }

    /** One figure for itself: a count, a rate. */
    static void figure(String what, double value) {
        System.out.printf("%s: %.2f%n", what, value);
        FiguresFile.keep(what, Map.of("value", value));
    }

    /** Several that belong together, in their order. */
    static void figures(String what, Map<String, Double> values) {
        System.out.printf(
                "%s: %s%n",
                what,
                values.entrySet().stream()
                        .map(each -> "%s %.2f".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", ")));
        FiguresFile.keep(what, new LinkedHashMap<>(values));
    }

    static double percentile(List<Double> samples, int percent) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
