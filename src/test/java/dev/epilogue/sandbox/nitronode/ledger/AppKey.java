package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One registered version of an app session key, with its scope. */
public record AppKey(
        Grant grant,
        List<String> applicationIds,
        List<String> sessionIds,
        @Nullable String userSig,
        @Nullable String keySig) {

    public AppKey {
        applicationIds = List.copyOf(applicationIds);
        sessionIds = List.copyOf(sessionIds);
    }

    boolean covers(Session session, long nowSeconds) {
        return grant.expiresAt() > nowSeconds
                && (applicationIds.contains(session.definition().applicationId())
                        || sessionIds.contains(session.id().hex()));
    }
}
