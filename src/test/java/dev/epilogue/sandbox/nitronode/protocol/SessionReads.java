package dev.epilogue.sandbox.nitronode.protocol;

import dev.epilogue.sandbox.nitronode.ledger.HexAddress;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Refusal;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.protocol.Method.Call;
import dev.epilogue.value.Address;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code app_sessions.v1}: what reads sessions (section 3.10). */
final class SessionReads {

    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

    private final Node node;

    SessionReads(Node node) {
        this.node = node;
    }

    Map<String, Object> getAppSessions(Fields payload, Call call) {
        Page page = Page.of(payload, 10, 100);
        Optional<String> id = id(payload);
        Predicate<Session> wanted = byParticipant(payload).and(byStatus(payload));
        return page.answer("app_sessions", node.reads().sessions(id, wanted), Rendering::session);
    }

    Map<String, Object> getAppDefinition(Fields payload, Call call) {
        return node.reads()
                .session(payload.text("app_session_id"))
                .map(session -> Answer.of("definition", Rendering.definition(session.definition())))
                .orElse(Answer.EMPTY);
    }

    private static Optional<String> id(Fields payload) {
        String id = payload.optionalText("app_session_id");
        if (id == null) {
            if (!payload.has("participant")) {
                throw new Refusal("either app_session_id or participant must be provided");
            }
            return Optional.empty();
        }
        if (!HASH.matcher(id).matches()) {
            throw new Refusal("invalid app_session_id");
        }
        return Optional.of(id);
    }

    private static Predicate<Session> byParticipant(Fields payload) {
        String participant = payload.optionalText("participant");
        if (participant == null) {
            return every -> true;
        }
        Address wallet = HexAddress.parse(participant, "invalid participant: ");
        return session -> session.definition().participants().stream()
                .anyMatch(each -> each.wallet().equals(wallet));
    }

    private static Predicate<Session> byStatus(Fields payload) {
        String status = payload.optionalText("status");
        if (status == null) {
            return every -> true;
        }
        return switch (status) {
            case "open" -> session -> !session.closed();
            case "closed" -> Session::closed;
            default -> throw new Refusal("invalid status: " + status);
        };
    }
}
