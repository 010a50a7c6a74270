package dev.epilogue.node;

import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Set;

/**
 * The newest registration of a v1 app session key, as the node holds it.
 *
 * @param applications application ids in scope
 * @param sessions session ids in scope
 */
public record SessionKey(
        Address owner,
        Address key,
        long version,
        Set<String> applications,
        Set<SessionId> sessions,
        Instant expiresAt) {

    public boolean covers(String application, SessionId session) {
        return applications.contains(application) || sessions.contains(session);
    }
}
