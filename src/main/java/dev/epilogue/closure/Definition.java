package dev.epilogue.closure;

import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Address;
import java.util.List;
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
}
