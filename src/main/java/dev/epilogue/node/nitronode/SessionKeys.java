package dev.epilogue.node.nitronode;

import dev.epilogue.node.NodeJson;
import dev.epilogue.node.SessionKey;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Registrations of app session keys. */
final class SessionKeys {

    private static final String METHOD = "app_sessions.v1.get_last_key_states";

    private final Calls calls;

    SessionKeys(Calls calls) {
        this.calls = calls;
    }

    Mono<Optional<SessionKey>> newest(Address owner, Address key) {
        Map<String, Object> params =
                Map.of("user_address", owner.lowerCase(), "session_key", key.lowerCase(), "include_inactive", true);
        return calls.ask(METHOD, params, "")
                .map(answer -> NodeJson.list(answer.body(), "states").stream()
                        .map(SessionKeys::parse)
                        .filter(found ->
                                found.owner().equals(owner) && found.key().equals(key))
                        .max(Comparator.comparingLong(SessionKey::version)));
    }

    private static SessionKey parse(JsonNode state) {
        try {
            return new SessionKey(
                    Address.parse(NodeJson.text(state, "user_address")),
                    Address.parse(NodeJson.text(state, "session_key")),
                    Json.number(state, "version"),
                    Set.copyOf(NodeJson.texts(state, "application_ids")),
                    NodeJson.texts(state, "app_session_ids").stream()
                            .map(SessionId::parse)
                            .collect(Collectors.toUnmodifiableSet()),
                    Instant.ofEpochSecond(Json.number(state, "expires_at")));
        } catch (IllegalArgumentException malformed) {
            throw NodeJson.misshapen("states");
        }
    }
}
