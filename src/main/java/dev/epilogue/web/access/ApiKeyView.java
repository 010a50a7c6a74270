package dev.epilogue.web.access;

import dev.epilogue.access.Scope;
import dev.epilogue.credential.ApiKey;
import dev.epilogue.web.http.Fields;

/** A key without its secret. */
final class ApiKeyView {

    private ApiKeyView() {}

    static Fields of(ApiKey key) {
        return Fields.of("id", key.id())
                .put("name", key.name())
                .put(
                        "scopes",
                        key.scopes().stream().map(Scope::wireName).sorted().toList())
                .put("createdAt", key.createdAt())
                .put("expiresAt", key.expiresAt())
                .put("lastUsedAt", key.lastUsedAt())
                .put("revokedAt", key.revokedAt());
    }
}
