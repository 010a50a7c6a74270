package dev.epilogue.sandbox.nitronode.fault;

import dev.epilogue.sandbox.nitronode.fault.FaultRule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The script. The oldest rule that matches strikes; a rule is gone once it has struck as often as it says. */
public final class Faults {

    private final List<FaultRule> rules = new ArrayList<>();

    public synchronized Faults add(FaultRule rule) {
        rules.add(rule);
        return this;
    }

    public synchronized void clear() {
        rules.clear();
    }

    /** Rules that have not struck to the end. */
    public synchronized List<FaultRule> pending() {
        return List.copyOf(rules);
    }

    public synchronized Optional<Fault> next(Target target) {
        for (int index = 0; index < rules.size(); index++) {
            FaultRule rule = rules.get(index);
            if (rule.matches(target)) {
                if (rule.times() > 1) {
                    rules.set(index, rule.times(rule.times() - 1));
                } else {
                    rules.remove(index);
                }
                return Optional.of(rule.fault());
            }
        }
        return Optional.empty();
    }
}
