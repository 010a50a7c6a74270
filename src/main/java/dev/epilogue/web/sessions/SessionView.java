package dev.epilogue.web.sessions;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureStatus;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.FinalStates;
import dev.epilogue.closure.Round;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Fields;
import java.time.Instant;
import java.util.List;

/** Sessions and final states. Splits list every participant and asset, in hashing order. */
public final class SessionView {

    private SessionView() {}

    public static Fields session(String node, SessionReading reading) {
        return Fields.of("sessionId", reading.sessionId())
                .put("node", node)
                .put("dialect", reading.dialect().wireName())
                .put("application", reading.application())
                .put("active", reading.open())
                .put("versionNumber", reading.versionNumber())
                .put("quorum", reading.quorum())
                .put("participants", members(reading.participants()))
                .put("allocations", allocations(current(reading)))
                .put("sessionData", reading.sessionData())
                .put("readAt", reading.readAt());
    }

    /** What a closure at the current split would end with. */
    public static Fields finalState(SessionReading reading) {
        return finalState(
                reading.sessionId(),
                reading.versionNumber() + 1,
                reading.nodeTime(),
                current(reading),
                reading.sessionData());
    }

    /** A session that nobody can change any more. */
    public static Fields closedState(SessionReading reading) {
        return finalState(
                reading.sessionId(),
                reading.versionNumber(),
                reading.nodeTime(),
                current(reading),
                reading.sessionData());
    }

    /** A closure's; once the session is closed with it, at the version that closed it. */
    public static Fields finalState(Closure closure) {
        Round round = closure.round();
        String proposed = round.proposal().sessionData();
        boolean closedWithIt = closure.session().closed() && closure.status() != ClosureStatus.SUPERSEDED;
        return finalState(
                closure.subject().sessionId(),
                closedWithIt ? closure.session().versionNumber() : round.base().versionNumber() + 1,
                round.openedAt(),
                round.proposal().allocations(),
                proposed == null ? round.base().sessionData() : proposed);
    }

    private static Fields finalState(
            SessionId session, long version, Instant at, List<Allocation> allocations, String sessionData) {
        return Fields.of("sessionId", session)
                .put("isFinal", true)
                .put("versionNumber", version)
                .put("timestamp", at.toEpochMilli())
                .put("allocations", allocations(allocations))
                .put("sessionData", sessionData);
    }

    private static List<Fields> members(List<Member> members) {
        return members.stream()
                .map(member -> Fields.of("participant", member.participant()).put("weight", member.weight()))
                .toList();
    }

    public static List<Fields> allocations(List<Allocation> allocations) {
        return allocations.stream()
                .map(entry -> Fields.of("participant", entry.participant())
                        .put("asset", entry.asset())
                        .put("amount", entry.amount()))
                .toList();
    }

    private static List<Allocation> current(SessionReading reading) {
        return FinalStates.check(reading, FinalState.AS_IT_STANDS).allocations();
    }
}
