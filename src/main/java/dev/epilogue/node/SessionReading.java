package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application session as the node showed it at one moment.
 *
 * @param versionNumber current version; 1 after creation, one more for each accepted update
 * @param participants in the order of the node's answer
 * @param quorum weight that an update needs
 * @param sessionData stored text; empty when there is none
 * @param allocations every row that the node lists, zeros included, in hashing order; on 0.x wallets that are no participants
 *     follow the participants of an asset
 * @param decimals asset decimals for each asset in {@code allocations} that the node supports
 * @param readAt our clock when the answer came
 * @param nodeTime the node's clock when it answered, millisecond precision
 * @param messageExpiry 0.x: how long after its timestamp the node takes a request; null where requests do not expire
 * @param withdrawals 0.x, open sessions: ids of the records by which money had left the session; v1 dates such records reliably
 * @param remarks what makes the session other than it should be; empty for most
 * @param states v1: the participants' newest channel states, where somebody asked for them; empty elsewhere
 */
public record SessionReading(
        SessionId sessionId,
        Dialect dialect,
        String application,
        boolean open,
        long versionNumber,
        long quorum,
        List<Member> participants,
        String sessionData,
        List<Allocation> allocations,
        Map<String, Integer> decimals,
        Instant readAt,
        Instant nodeTime,
        @Nullable Duration messageExpiry,
        Set<String> withdrawals,
        List<SessionRemark> remarks,
        List<NodeState> states) {

    /**
     * A participant as the definition has it.
     *
     * @param spelling the definition's own letters, which a 0.x node compares as text
     */
    public record Member(Address participant, long weight, String spelling) {}

    public SessionReading {
        participants = List.copyOf(participants);
        allocations = List.copyOf(allocations);
        decimals = Map.copyOf(decimals);
        withdrawals = Set.copyOf(withdrawals);
        remarks = List.copyOf(remarks);
        states = List.copyOf(states);
    }

    /** What the participants' channels were at about the same time. */
    public SessionReading with(List<NodeState> states) {
        return new SessionReading(
                sessionId,
                dialect,
                application,
                open,
                versionNumber,
                quorum,
                participants,
                sessionData,
                allocations,
                decimals,
                readAt,
                nodeTime,
                messageExpiry,
                withdrawals,
                remarks,
                states);
    }

    /** With more to know about it. */
    public SessionReading noting(List<SessionRemark> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<SessionRemark> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new SessionReading(
                sessionId,
                dialect,
                application,
                open,
                versionNumber,
                quorum,
                participants,
                sessionData,
                allocations,
                decimals,
                readAt,
                nodeTime,
                messageExpiry,
                withdrawals,
                all,
                states);
    }

    /** Without expiry, withdrawals, remarks and channel states. */
    public SessionReading(
            SessionId sessionId,
            Dialect dialect,
            String application,
            boolean open,
            long versionNumber,
            long quorum,
            List<Member> participants,
            String sessionData,
            List<Allocation> allocations,
            Map<String, Integer> decimals,
            Instant readAt,
            Instant nodeTime) {
        this(
                sessionId,
                dialect,
                application,
                open,
                versionNumber,
                quorum,
                participants,
                sessionData,
                allocations,
                decimals,
                readAt,
                nodeTime,
                null,
                Set.of(),
                List.of(),
                List.of());
    }
}
