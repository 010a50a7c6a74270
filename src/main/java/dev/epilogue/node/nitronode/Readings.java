package dev.epilogue.node.nitronode;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Sessions as {@code app_sessions.v1.get_app_sessions} lists them. */
final class Readings {

    /** In which allocations are hashed and sent. */
    private static final Comparator<Allocation> HASHING_ORDER =
            Comparator.comparing(Allocation::asset).thenComparing(Allocation::participant);

    private Readings() {}

    /**
     * The one session that was asked for, its decimals still missing.
     *
     * @return empty when the node does not list it
     */
    static Optional<SessionReading> parse(JsonNode payload, SessionId asked, Instant nodeTime, Instant now) {
        List<JsonNode> sessions = NodeJson.list(payload, "app_sessions");
        if (sessions.isEmpty()) {
            return Optional.empty();
        }
        JsonNode session = sessions.getFirst();
        try {
            SessionId told = SessionId.parse(NodeJson.text(session, "app_session_id"));
            if (sessions.size() > 1 || !told.equals(asked)) {
                throw NodeJson.another("app_session_id");
            }
            return Optional.of(reading(session, asked, nodeTime, now));
        } catch (IllegalArgumentException malformed) {
            throw NodeJson.misshapen("app_sessions");
        }
    }

    private static SessionReading reading(JsonNode session, SessionId id, Instant nodeTime, Instant now) {
        JsonNode definition = session.path("app_definition");
        return new SessionReading(
                id,
                Dialect.NITRONODE_V1,
                NodeJson.text(definition, "application_id"),
                open(NodeJson.text(session, "status")),
                Json.number(session, "version"),
                Json.integer(definition, "quorum"),
                NodeJson.list(definition, "participants").stream()
                        .map(Readings::member)
                        .toList(),
                session.has("session_data") ? NodeJson.text(session, "session_data") : "",
                NodeJson.list(session, "allocations").stream()
                        .map(Readings::allocation)
                        .sorted(HASHING_ORDER)
                        .toList(),
                Map.of(),
                now,
                nodeTime);
    }

    private static boolean open(String status) {
        return switch (status) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw NodeJson.misshapen("status");
        };
    }

    private static Member member(JsonNode participant) {
        String spelling = NodeJson.text(participant, "wallet_address");
        return new Member(Address.parse(spelling), Json.integer(participant, "signature_weight"), spelling);
    }

    private static Allocation allocation(JsonNode allocation) {
        return new Allocation(
                Address.parse(NodeJson.text(allocation, "participant")),
                NodeJson.text(allocation, "asset"),
                Amount.parse(NodeJson.text(allocation, "amount")));
    }

    static SessionReading withDecimals(SessionReading reading, Map<String, Integer> decimals) {
        return new SessionReading(
                reading.sessionId(),
                reading.dialect(),
                reading.application(),
                reading.open(),
                reading.versionNumber(),
                reading.quorum(),
                reading.participants(),
                reading.sessionData(),
                reading.allocations(),
                decimals,
                reading.readAt(),
                reading.nodeTime());
    }
}
