package dev.epilogue.benchmark;

import java.util.List;

/** Percentiles of samples, and ratios of what was measured in turns. */
final class Figures {

    private Figures() {}

    static void print(String what, List<Double> samples) {
        System.out.printf(
                "%s: p10 %.2f, median %.2f, p90 %.2f (%d samples)%n",
                what, percentile(samples, 10), percentile(samples, 50), percentile(samples, 90), samples.size());
    }

    static void ratio(String what, List<Double> ours, List<Double> baseline) {
        System.out.printf("%s: %.2f (medians)%n", what, percentile(ours, 50) / percentile(baseline, 50));
    }

    static double percentile(List<Double> samples, int percent) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
