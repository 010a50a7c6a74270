package dev.epilogue.closure;

import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a session that never changes: who takes part with what weight, and the weight that an update needs. */
public record Definition(long quorum, List<Member> members) {

    public Definition {
        members = List.copyOf(members);
    }

    public Optional<Member> member(Address participant) {
        return members.stream()
                .filter(member -> member.participant().equals(participant))
                .findFirst();
    }

    public long weightOf(Address participant) {
        return member(participant).map(Member::weight).orElse(0L);
    }

    /** Where somebody is listed twice, the last weight counts, as at the node. */
    public Map<Address, Long> weights() {
        Map<Address, Long> weights = new LinkedHashMap<>();
        members.forEach(member -> weights.put(member.participant(), member.weight()));
        return weights;
    }
}
