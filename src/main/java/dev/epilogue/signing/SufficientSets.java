package dev.epilogue.signing;

import dev.epilogue.value.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups of participants each of which would complete the consensus, and would not without any one of its members.
 *
 * @param sets smallest first, then those of the heaviest participants, each in ascending order
 * @param truncated whether there may be more
 */
public record SufficientSets(List<List<Address>> sets, boolean truncated) {

    public static final SufficientSets NONE = new SufficientSets(List.of(), false);

    private static final int AT_MOST = 16;

    /** Weights can be chosen so that sets are rare among 2^32 groups: the search ends after this many of them. */
    private static final int STEPS = 50_000;

    public SufficientSets {
        sets = List.copyOf(sets);
    }

    /**
     * @param mandatory in every set
     * @param others by weight
     * @param need what the others have to add
     */
    static SufficientSets search(Set<Address> mandatory, Map<Address, Long> others, long need) {
        if (need <= 0) {
            return new SufficientSets(
                    mandatory.isEmpty()
                            ? List.of()
                            : List.of(mandatory.stream().sorted().toList()),
                    false);
        }
        return new Search(mandatory, others, need).run();
    }

    /** Depth first through groups of one size after the other, heaviest members first. */
    private static final class Search {

        private final Set<Address> mandatory;
        private final List<Address> members;
        private final long[] weights;
        private final long need;
        private final Deque<Address> chosen = new ArrayDeque<>();
        private final List<List<Address>> found = new ArrayList<>();
        private int steps;

        Search(Set<Address> mandatory, Map<Address, Long> others, long need) {
            this.mandatory = mandatory;
            this.need = need;
            this.members = others.entrySet().stream()
                    .filter(member -> member.getValue() > 0)
                    .sorted(Map.Entry.<Address, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            this.weights = members.stream()
                    .mapToLong(member -> others.getOrDefault(member, 0L))
                    .toArray();
        }

        SufficientSets run() {
            for (int size = 1; size <= members.size() && !exhausted(); size++) {
                extend(0, size, 0);
            }
            List<List<Address>> kept = found.subList(0, Math.min(found.size(), AT_MOST));
            return new SufficientSets(kept, exhausted());
        }

        private boolean exhausted() {
            return found.size() > AT_MOST || steps > STEPS;
        }

        private void extend(int from, int missing, long weight) {
            if (missing == 0) {
                if (weight >= need) {
                    found.add(group(mandatory, chosen));
                }
                return;
            }
            for (int i = from; i + missing <= weights.length && !exhausted(); i++) {
                steps++;
                if (Quorum.saturatedSum(weight, sum(i, missing)) < need) {
                    return;
                }
                if (Quorum.saturatedSum(weight, lightest(i, missing - 1)) < need) {
                    chosen.addLast(members.get(i));
                    extend(i + 1, missing - 1, Quorum.saturatedSum(weight, weights[i]));
                    chosen.removeLast();
                }
            }
        }

        /** The most that {@code count} members from {@code from} on can add. */
        private long sum(int from, int count) {
            long sum = 0;
            for (int i = from; i < from + count; i++) {
                sum = Quorum.saturatedSum(sum, weights[i]);
            }
            return sum;
        }

        /** The least that choosing {@code from} and {@code count - 1} later ones adds: no set if that suffices already. */
        private long lightest(int from, int count) {
            return count == 0 ? 0 : Quorum.saturatedSum(weights[from], sum(weights.length - (count - 1), count - 1));
        }

        private static List<Address> group(Collection<Address> some, Collection<Address> more) {
            List<Address> group = new ArrayList<>(some);
            group.addAll(more);
            group.sort(Comparator.naturalOrder());
            return group;
        }
    }
}
