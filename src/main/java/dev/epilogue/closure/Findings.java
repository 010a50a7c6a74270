package dev.epilogue.closure;

import java.util.ArrayList;
import java.util.List;

/**
 * What was noticed about a closure.
 *
 * @param anomalies names of what a node did wrong: {@code went-back}, {@code paid-twice}, {@code not-recounted} (it could not be asked
 *     whether it had paid twice), {@code unserved} (after the close it stopped serving, and nothing could be protected)
 */
public record Findings(List<Prerequisite> prerequisites, List<String> warnings, List<String> anomalies) {

    public Findings {
        prerequisites = List.copyOf(prerequisites);
        warnings = List.copyOf(warnings);
        anomalies = List.copyOf(anomalies);
    }

    public Findings withAnomaly(String anomaly) {
        if (anomalies.contains(anomaly)) {
            return this;
        }
        List<String> more = new ArrayList<>(anomalies);
        more.add(anomaly);
        return new Findings(prerequisites, warnings, more);
    }
}
