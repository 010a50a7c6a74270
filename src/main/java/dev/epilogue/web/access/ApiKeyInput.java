package dev.epilogue.web.access;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a new key is to be. */
final class ApiKeyInput {

    private static final int MOST_SCOPES = 16;
    /** Far beyond any key's life, and within what the database can hold. */
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private ApiKeyInput() {}

    static ApiKeyStore.Wanted read(JsonNode body, TenantId tenant) {
        Members given = Members.of(body, new Faults());
        String name = given.parsed("name", Texts.line(1, 100));
        List<Scope> scopes = given.list("scopes", MOST_SCOPES, ApiKeyInput::scope);
        Instant expiresAt = given.parsed("expiresAt", ApiKeyInput::future);
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

    private static Scope scope(String name) {
        return Scope.ofWireName(name)
                .filter(Scope.OF_TENANTS::contains)
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + String.join(", ", Scope.OF_TENANTS.stream().map(Scope::wireName).sorted().toList())));
    }

    private static Instant future(String text) {
        try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            if (end.isAfter(Instant.now()) && end.isBefore(LATEST)) {
                return end;
            }
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("expected a time as 2026-11-24T01:02:03Z");
        }
        throw new IllegalArgumentException("expected a time to come, before 2200");
    }
}
