package dev.epilogue.desk;

import dev.epilogue.closure.Policy;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policy as a receipt repeats it: whoever signed can show under which rules. */
final class PolicySummary {

    private PolicySummary() {}

    static SortedMap<String, String> of(Policy policy) {
        SortedMap<String, String> summary = new TreeMap<>();
        summary.put("consensus", policy.consensus().name());
        summary.put("timeout", policy.timeout().toString());
        summary.put("maxDeadline", policy.maxDeadline().toString());
        summary.put("onVersionChange", policy.onVersionChange().name());
        summary.put("maxRounds", String.valueOf(policy.maxRounds()));
        summary.put("channelUpdate", policy.channelUpdate().name());
        summary.put("escalation", policy.escalation().name());
        return summary;
    }
}
