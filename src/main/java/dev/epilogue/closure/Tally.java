package dev.epilogue.closure;

import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the current round is from consensus under the closure's policy.
 *
 * @param needed whose signatures the policy wants: the named ones, else everybody with weight or whose balance falls
 * @param signed who signed
 * @param declined who refused
 * @param requiredWeight the weight of everybody needed (unanimous), or the node's quorum
 */
public record Tally(
        Policy policy,
        Definition definition,
        Set<Address> needed,
        Set<Address> signed,
        Set<Address> declined,
        long achievedWeight,
        long requiredWeight) {

    public static Tally of(Closure closure) {
        return of(
                closure.policy(),
                closure.subject().definition(),
                needed(closure.policy(), closure.subject().definition(), closure.round()),
                closure.consents(),
                closure.declines());
    }

    static Tally of(
            Policy policy, Definition definition, Set<Address> needed, List<Consent> consents, List<Decline> declines) {
        Set<Address> signed = new LinkedHashSet<>();
        consents.forEach(consent -> signed.add(consent.participant()));
        Set<Address> declined = new LinkedHashSet<>();
        declines.forEach(decline -> declined.add(decline.participant()));
        long required = switch (policy.consensus()) {
            case UNANIMOUS, UNANIMOUS_THEN_QUORUM -> Math.max(weight(definition, needed), definition.quorum());
            case QUORUM -> definition.quorum();
        };
        return new Tally(policy, definition, needed, signed, declined, weight(definition, signed), required);
    }

    /** Everybody with weight or whose balance falls, unless the policy names them. In the definition's order. */
    static Set<Address> needed(Policy policy, Definition definition, Round round) {
        List<Address> named = policy.requiredParticipants();
        if (named != null) {
            return new LinkedHashSet<>(named);
        }
        Set<Address> everybody = new LinkedHashSet<>();
        for (Member member : definition.members()) {
            if (member.weight() > 0 || falls(member.participant(), round)) {
                everybody.add(member.participant());
            }
        }
        return everybody;
    }

    /** Whether consensus stands before the deadline. */
    public boolean reached() {
        return switch (policy.consensus()) {
            case UNANIMOUS, UNANIMOUS_THEN_QUORUM -> unanimous() && quorumReached();
            case QUORUM -> quorumReached() && namedSigned();
        };
    }

    /** Whether what there is suffices once the deadline has come. */
    public boolean reachedAtDeadline() {
        return switch (policy.consensus()) {
            case UNANIMOUS -> reached();
            case QUORUM, UNANIMOUS_THEN_QUORUM -> quorumReached() && namedSigned();
        };
    }

    public boolean unanimous() {
        return signed.containsAll(needed);
    }

    public boolean quorumReached() {
        return achievedWeight >= definition.quorum();
    }

    public long missingWeight() {
        return Math.max(0, requiredWeight - achievedWeight);
    }

    /** Whether the policy can still be met by those who have not declined. */
    public boolean reachable() {
        Set<Address> possible = new HashSet<>();
        definition.members().stream()
                .map(Member::participant)
                .filter(participant -> !declined.contains(participant))
                .forEach(possible::add);
        boolean quorum = weight(definition, possible) >= definition.quorum();
        return switch (policy.consensus()) {
            case UNANIMOUS -> quorum && possible.containsAll(needed);
            case QUORUM, UNANIMOUS_THEN_QUORUM ->
                quorum && (policy.requiredParticipants() == null || possible.containsAll(needed));
        };
    }

    private boolean namedSigned() {
        return policy.requiredParticipants() == null || unanimous();
    }

    private static boolean falls(Address participant, Round round) {
        return round.base().allocations().stream()
                .filter(allocation -> allocation.participant().equals(participant))
                .anyMatch(held -> below(round.proposal(), held));
    }

    private static boolean below(Proposal proposal, Allocation held) {
        return proposal.amountOf(held.participant(), held.asset()).compareTo(held.amount()) < 0;
    }

    private static long weight(Definition definition, Set<Address> participants) {
        return participants.stream().mapToLong(definition::weightOf).sum();
    }
}
