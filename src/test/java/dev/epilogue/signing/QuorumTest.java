package dev.epilogue.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final long LARGEST = (1L << 53) - 1;
    private static final Address A = participant(1);
    private static final Address B = participant(2);
    private static final Address C = participant(3);
    private static final Map<Address, Long> WEIGHTS = Map.of(A, 50L, B, 30L, C, 20L);

    @Test
    void unanimityWaitsForEverybodyWithWeight() {
        Quorum quorum = quorum(Consensus.UNANIMOUS, Map.of(A, 50L, B, 50L, C, 0L), 60, null);

        assertThat(quorum.tally(Set.of(A))).isEqualTo(new Tally(100, 50, 50, false, false, false));
        assertThat(quorum.tally(Set.of(A, B))).isEqualTo(new Tally(100, 100, 0, true, true, true));
        assertThat(quorum.pending(Set.of(A))).containsExactly(B);
    }

    @Test
    void whoLosesMoneyIsAskedEvenWithoutWeight() {
        Quorum quorum = Quorum.of(Consensus.UNANIMOUS, 50, Map.of(A, 50L, C, 0L), Set.of(C), null);

        assertThat(quorum.tally(Set.of(A)).quorumReached()).isTrue();
        assertThat(quorum.tally(Set.of(A)).reached()).isFalse();
        assertThat(quorum.tally(Set.of(A)).missingWeight()).isZero();
        assertThat(quorum.tally(Set.of(A, C)).reached()).isTrue();
    }

    @Test
    void aFallingBalanceOfAnyAssetIsALoss() {
        List<Allocation> current = List.of(row(A, "yusd", "5"), row(A, "eth", "1"), row(B, "yusd", "5"));
        List<Allocation> proposed = List.of(row(A, "yusd", "9"), row(B, "yusd", "1.0"), row(B, "eth", "1"));

        assertThat(Quorum.losing(current, proposed)).containsExactlyInAnyOrder(A, B);
        assertThat(Quorum.losing(current, current)).isEmpty();
    }

    @Test
    @DisplayName("v1 checklist 33: a quorum smaller than the number of participants suffices where the policy says so")
    void quorumSufficesWhereThePolicySaysSo() {
        Quorum quorum = quorum(Consensus.QUORUM, WEIGHTS, 70, null);

        assertThat(quorum.tally(Set.of(A, C))).isEqualTo(new Tally(70, 70, 0, true, false, true));
        assertThat(quorum.pending(Set.of(A))).containsExactly(B, C);
    }

    @Test
    @DisplayName("v1 checklist 29: whoever the policy names, nothing counts as consensus below the quorum")
    void namedParticipantsDoNotLowerTheQuorum() {
        Quorum quorum = quorum(Consensus.UNANIMOUS, WEIGHTS, 70, Set.of(C));

        assertThat(quorum.tally(Set.of(C)).reached()).isFalse();
        assertThat(quorum.tally(Set.of(C)).missingWeight()).isEqualTo(50);
        assertThat(quorum.pending(Set.of(C))).containsExactly(A, B);
        assertThat(quorum.tally(Set.of(A, C)).reached()).isTrue();
        assertThat(quorum.tally(Set.of(A, B)).reached()).isFalse();
    }

    @Test
    void namedParticipantsSignUnderAQuorumPolicyToo() {
        Quorum quorum = quorum(Consensus.QUORUM, WEIGHTS, 70, Set.of(C));

        assertThat(quorum.tally(Set.of(A, B)).reached()).isFalse();
        assertThat(quorum.tally(Set.of(A, C)).reached()).isTrue();
    }

    @Test
    void aStrangerCannotBeNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quorum(Consensus.UNANIMOUS, WEIGHTS, 70, Set.of(participant(9))));
    }

    @Test
    void theQuorumSufficesAtTheDeadlineOnly() {
        Quorum quorum = quorum(Consensus.UNANIMOUS_THEN_QUORUM, WEIGHTS, 70, null);

        assertThat(quorum.tally(Set.of(A, B)).reached()).isFalse();
        assertThat(quorum.atDeadline().tally(Set.of(A, B)).reached()).isTrue();
        assertThat(quorum.atDeadline().tally(Set.of(A, B)).unanimous()).isFalse();
        assertThat(quorum(Consensus.UNANIMOUS, WEIGHTS, 70, null)
                        .atDeadline()
                        .tally(Set.of(A, B))
                        .reached())
                .isFalse();
    }

    @Test
    void consensusIsUnreachableWithoutThoseItNeeds() {
        assertThat(quorum(Consensus.UNANIMOUS, WEIGHTS, 70, null).reachableWithout(Set.of(C)))
                .isFalse();
        assertThat(quorum(Consensus.QUORUM, WEIGHTS, 70, null).reachableWithout(Set.of(C)))
                .isTrue();
        assertThat(quorum(Consensus.QUORUM, WEIGHTS, 70, null).reachableWithout(Set.of(A)))
                .isFalse();
        assertThat(quorum(Consensus.UNANIMOUS_THEN_QUORUM, WEIGHTS, 70, null).reachableWithout(Set.of(B)))
                .isTrue();
        assertThat(quorum(Consensus.UNANIMOUS, WEIGHTS, 101, null).reachableWithout(Set.of()))
                .isFalse();
    }

    @Test
    @DisplayName("v1 checklist 28: only participants count, each once")
    void strangersAddNothing() {
        Quorum quorum = quorum(Consensus.QUORUM, WEIGHTS, 70, null);

        assertThat(quorum.tally(Set.of(participant(9), A)).achievedWeight()).isEqualTo(50);
        assertThat(quorum(Consensus.QUORUM, WEIGHTS, 0, null)
                        .tally(Set.of(participant(9)))
                        .reached())
                .isFalse();
    }

    @Test
    void theLargestWeightsDoNotOverflow() {
        Quorum quorum = quorum(Consensus.UNANIMOUS, weights(2000, i -> LARGEST), LARGEST, null);

        Tally none = quorum.tally(Set.of());
        Tally all = quorum.tally(quorum.weights().keySet());

        assertThat(none.missingWeight()).isEqualTo(Long.MAX_VALUE);
        assertThat(all.achievedWeight()).isEqualTo(Long.MAX_VALUE);
        assertThat(all.reached()).isTrue();
    }

    @Test
    void sufficientSetsAreSmallestFirstAndHoldNobodyInVain() {
        Quorum quorum = quorum(Consensus.QUORUM, WEIGHTS, 50, null);

        assertThat(quorum.sufficientSets(Set.of(), Set.of()))
                .isEqualTo(new SufficientSets(List.of(List.of(A), List.of(B, C)), false));
        assertThat(quorum.sufficientSets(Set.of(C), Set.of()).sets()).containsExactly(List.of(A), List.of(B));
        assertThat(quorum.sufficientSets(Set.of(C), Set.of(A)).sets()).containsExactly(List.of(B));
        assertThat(quorum.sufficientSets(Set.of(A), Set.of())).isEqualTo(SufficientSets.NONE);
        assertThat(quorum.sufficientSets(Set.of(), Set.of(A, B)).sets()).isEmpty();
    }

    @Test
    void unanimityHasOneSufficientSet() {
        Quorum quorum = quorum(Consensus.UNANIMOUS, WEIGHTS, 50, null);

        assertThat(quorum.sufficientSets(Set.of(B), Set.of()).sets()).containsExactly(List.of(A, C));
        assertThat(quorum.sufficientSets(Set.of(B), Set.of(C)).sets()).isEmpty();
    }

    @Test
    void setsEqualThoseOfAnExhaustiveSearch() {
        Random random = new Random(33);
        for (int run = 0; run < 300; run++) {
            Map<Address, Long> weights = weights(1 + random.nextInt(7), i -> random.nextInt(6));
            long need = 1 + random.nextInt(12);
            List<List<Address>> expected = minimalSets(weights, need);

            SufficientSets actual =
                    quorum(Consensus.QUORUM, weights, need, null).sufficientSets(Set.of(), Set.of());

            assertThat(actual.truncated()).isEqualTo(expected.size() > 16);
            assertThat(actual.sets()).isSortedAccordingTo(Comparator.comparingInt(List::size));
            if (actual.truncated()) {
                assertThat(actual.sets()).hasSize(16).doesNotHaveDuplicates().isSubsetOf(expected);
                assertThat(actual.sets().getLast()).hasSameSizeAs(expected.get(15));
            } else {
                assertThat(actual.sets()).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    @DisplayName("v1 checklist 35: 32 participants are searched quickly, whatever their weights")
    void theSearchIsBounded() {
        Random random = new Random(7);
        List<IntToLongFunction> shapes = List.of(
                i -> 1, i -> 1L << i, i -> LARGEST - i, i -> 1_000_000 + 2L * i, i -> random.nextLong(1, LARGEST));
        for (IntToLongFunction shape : shapes) {
            Map<Address, Long> weights = weights(32, shape);
            long total = weights.values().stream().mapToLong(Long::longValue).sum();
            for (int part = 1; part <= 8; part++) {
                Quorum quorum = quorum(Consensus.QUORUM, weights, total / 8 * part, null);
                SufficientSets sets =
                        assertTimeout(Duration.ofSeconds(2), () -> quorum.sufficientSets(Set.of(), Set.of()));

                assertThat(sets.sets()).isNotEmpty().hasSizeLessThanOrEqualTo(16);
                assertThat(sets.sets())
                        .allSatisfy(
                                set -> assertThat(quorum.tally(Set.copyOf(set)).reached())
                                        .isTrue());
            }
        }
    }

    private static List<List<Address>> minimalSets(Map<Address, Long> weights, long need) {
        List<Address> members = List.copyOf(weights.keySet());
        List<List<Address>> minimal = new ArrayList<>();
        for (int mask = 0; mask < 1 << members.size(); mask++) {
            List<Address> group = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    group.add(members.get(i));
                }
            }
            long sum = group.stream().mapToLong(weights::get).sum();
            if (sum >= need && group.stream().allMatch(member -> sum - weights.get(member) < need)) {
                minimal.add(group);
            }
        }
        minimal.sort(Comparator.comparingInt(List::size));
        return minimal;
    }

    private static Quorum quorum(
            Consensus consensus, Map<Address, Long> weights, long needed, @Nullable Set<Address> named) {
        return Quorum.of(consensus, needed, weights, new HashSet<>(), named);
    }

    private static Map<Address, Long> weights(int count, IntToLongFunction weight) {
        Map<Address, Long> weights = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            weights.put(participant(i + 1), weight.applyAsLong(i));
        }
        return weights;
    }

    private static Address participant(int number) {
        return Address.parse("0x%040x".formatted(number));
    }

    private static Allocation row(Address participant, String asset, String amount) {
        return new Allocation(participant, asset, Amount.parse(amount));
    }
}
