package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which signatures become consensus. Whatever the policy, the session's quorum has to be reached: no node accepts
 * less.
 *
 * @param quorumWeight what the node demands
 * @param weights of every participant, up to 2^53-1 each
 * @param everybody whose signatures make the consensus unanimous
 * @param required who has to sign whatever weight there is
 */
public record Quorum(
        Consensus consensus,
        long quorumWeight,
        Map<Address, Long> weights,
        Set<Address> everybody,
        Set<Address> required) {

    public Quorum {
        weights = Map.copyOf(weights);
        everybody = Set.copyOf(everybody);
        required = Set.copyOf(required);
    }

    /**
     * @param named the policy's required participants; null means each one with weight, or whose balance falls
     * @throws IllegalArgumentException when somebody is named who is no participant
     */
    public static Quorum of(
            Consensus consensus,
            long quorumWeight,
            Map<Address, Long> weights,
            Set<Address> losing,
            @Nullable Set<Address> named) {
        if (named != null && !weights.keySet().containsAll(named)) {
            throw new IllegalArgumentException("a required participant is not in the session");
        }
        Set<Address> everybody = named == null
                ? weights.keySet().stream()
                        .filter(participant ->
                                weights.getOrDefault(participant, 0L) > 0 || losing.contains(participant))
                        .collect(Collectors.toSet())
                : named;
        Set<Address> required = switch (consensus) {
            case UNANIMOUS, UNANIMOUS_THEN_QUORUM -> everybody;
            case QUORUM -> named == null ? Set.of() : named;
        };
        return new Quorum(consensus, quorumWeight, weights, everybody, required);
    }

    /** Whose balance of any asset falls. */
    public static Set<Address> losing(List<Allocation> current, List<Allocation> proposed) {
        Map<Object, Amount> after = new HashMap<>();
        proposed.forEach(row -> after.put(List.of(row.participant(), row.asset()), row.amount()));
        return current.stream()
                .filter(row -> after.getOrDefault(List.of(row.participant(), row.asset()), Amount.ZERO)
                                .compareTo(row.amount())
                        < 0)
                .map(Allocation::participant)
                .collect(Collectors.toSet());
    }

    /** The rule from the deadline on. */
    public Quorum atDeadline() {
        return consensus == Consensus.UNANIMOUS_THEN_QUORUM
                ? new Quorum(consensus, quorumWeight, weights, everybody, Set.of())
                : this;
    }

    public Tally tally(Set<Address> signed) {
        long achieved = weightOf(signed);
        long pending = weightOf(without(required, signed));
        boolean quorumReached =
                achieved >= quorumWeight && weights.keySet().stream().anyMatch(signed::contains);
        return new Tally(
                Math.max(quorumWeight, weightOf(required)),
                achieved,
                Math.max(pending, Math.max(0, quorumWeight - achieved)),
                quorumReached,
                quorumReached && signed.containsAll(everybody),
                quorumReached && signed.containsAll(required));
    }

    /** Who can still help, in ascending order: the required ones, and anybody with weight where theirs falls short. */
    public SortedSet<Address> pending(Set<Address> signed) {
        SortedSet<Address> pending = new TreeSet<>(required);
        if (weightOf(required) < quorumWeight) {
            weights.forEach((participant, weight) -> {
                if (weight > 0) {
                    pending.add(participant);
                }
            });
        }
        pending.removeAll(signed);
        return pending;
    }

    /** Whether consensus can be reached, at the deadline at the latest, without those who will not or cannot sign. */
    public boolean reachableWithout(Set<Address> unable) {
        return atDeadline().tally(without(weights.keySet(), unable)).reached();
    }

    /** The smallest groups whose signatures complete the consensus; none when it stands, or cannot be reached. */
    public SufficientSets sufficientSets(Set<Address> signed, Set<Address> unable) {
        Set<Address> mandatory = without(required, signed);
        if (tally(signed).reached() || mandatory.stream().anyMatch(unable::contains)) {
            return SufficientSets.NONE;
        }
        long need = quorumWeight - saturatedSum(weightOf(signed), weightOf(mandatory));
        Map<Address, Long> others = new HashMap<>(weights);
        others.keySet().removeAll(signed);
        others.keySet().removeAll(unable);
        others.keySet().removeAll(mandatory);
        return SufficientSets.search(mandatory, others, need);
    }

    private long weightOf(Collection<Address> some) {
        return Set.copyOf(some).stream()
                .mapToLong(participant -> weights.getOrDefault(participant, 0L))
                .reduce(0, Quorum::saturatedSum);
    }

    static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static Set<Address> without(Set<Address> all, Set<Address> some) {
        Set<Address> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
