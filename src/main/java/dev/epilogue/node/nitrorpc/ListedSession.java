package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.nitrorpc.SessionDefinition;
import dev.epilogue.signing.nitrorpc.SessionDefinition.Standing;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A row of {@code get_app_sessions}, its id proved by its definition.
 *
 * @param legacy whether the id is one from before definitions named their application
 */
record ListedSession(
        SessionId id,
        Dialect dialect,
        String application,
        boolean open,
        long versionNumber,
        long quorum,
        List<Member> members,
        String sessionData,
        boolean legacy) {

    static boolean is(JsonNode row, SessionId id) {
        return id.hex().equals(NodeJson.text(row, "app_session_id"));
    }

    static ListedSession parse(JsonNode row, SessionId id) {
        SessionDefinition definition = definition(row);
        Standing standing = standing(definition, id);
        if (standing == Standing.MISMATCH) {
            throw new NodeException.Unsupported(
                    "the session's id does not follow from the definition that the node shows");
        }
        return new ListedSession(
                id,
                dialect(definition.protocol()),
                definition.application(),
                open(NodeJson.text(row, "status")),
                Json.number(row, "version"),
                definition.quorum(),
                members(definition),
                row.has("session_data") ? NodeJson.text(row, "session_data") : "",
                standing == Standing.LEGACY);
    }

    private static SessionDefinition definition(JsonNode row) {
        return new SessionDefinition(
                NodeJson.text(row, "application"),
                NodeJson.text(row, "protocol"),
                NodeJson.texts(row, "participants"),
                Json.numbers(row, "weights"),
                Json.number(row, "quorum"),
                Json.number(row, "challenge"),
                nonce(row.path("nonce")));
    }

    /** May be beyond 2^53: it is hashed as the node's double holds it, and never signed. */
    private static BigInteger nonce(JsonNode nonce) {
        if (!nonce.isIntegralNumber()) {
            throw NodeJson.misshapen("nonce");
        }
        return nonce.bigIntegerValue();
    }

    private static Standing standing(SessionDefinition definition, SessionId id) {
        try {
            return definition.check(id);
        } catch (IllegalArgumentException beyondTheNodesNumbers) {
            throw NodeJson.misshapen("definition");
        }
    }

    /** The node lets sessions of any older protocol be closed like those of the oldest that it still creates. */
    private static Dialect dialect(String protocol) {
        return "NitroRPC/0.4".equals(protocol) ? Dialect.NITRORPC_04 : Dialect.NITRORPC_02;
    }

    private static boolean open(String status) {
        return switch (status) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw NodeJson.misshapen("status");
        };
    }

    private static List<Member> members(SessionDefinition definition) {
        List<String> spellings = definition.participants();
        if (spellings.size() != definition.weights().size()) {
            throw NodeJson.misshapen("weights");
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < spellings.size(); i++) {
            members.add(
                    new Member(address(spellings.get(i)), definition.weights().get(i), spellings.get(i)));
        }
        return List.copyOf(members);
    }

    private static Address address(String spelling) {
        try {
            return Address.parse(spelling);
        } catch (IllegalArgumentException noAddress) {
            throw new NodeException.Unsupported("the definition lists a participant that is no address");
        }
    }
}
