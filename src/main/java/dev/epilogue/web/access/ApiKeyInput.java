package dev.epilogue.web.access;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a new key is to be. */
final class ApiKeyInput {

    private static final int MOST_SCOPES = 16;
    private static final String SCOPES =
            Scope.OF_TENANTS.stream().map(Scope::wireName).sorted().collect(Collectors.joining(", "));
    private static final Kind<Scope> SCOPE = Kind.of(
            "one of " + SCOPES,
            name -> Scope.ofWireName(name).filter(Scope.OF_TENANTS::contains).orElseThrow());
    private static final Kind<Instant> END =
            Kinds.INSTANT.within("a time to come, as 2026-11-24T01:02:03Z", end -> end.isAfter(Instant.now()));

    private ApiKeyInput() {}

    static ApiKeyStore.Wanted read(JsonNode body, TenantId tenant) {
        Members given = Members.of(body, new Faults());
        String name = given.parsed("name", Texts.line(1, 100));
        List<Scope> scopes = given.list("scopes", MOST_SCOPES, SCOPE);
        Instant expiresAt = given.parsed("expiresAt", END);
        given.require("name", name);
        given.require("scopes", scopes);
        given.end();
        given.faults().check();
        return new ApiKeyStore.Wanted(
                tenant, Objects.requireNonNull(name), Set.copyOf(Objects.requireNonNull(scopes)), expiresAt);
    }

    /** A misspelt member must not be swallowed. */
    static Members nothing(JsonNode body) {
        Members given = Members.of(body, new Faults());
        given.end();
        given.faults().check();
        return given;
    }
}
