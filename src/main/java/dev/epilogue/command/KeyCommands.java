package dev.epilogue.command;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.ApiKey;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.credential.ApiKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys create}, {@code list}, {@code rotate}, {@code revoke}. A key's text is printed once and kept nowhere. */
@Command(
        name = "keys",
        header = "Makes, lists, replaces and ends API keys of a tenant's applications.",
        description = "Works on the database. A key is printed once; only its hash is stored.",
        footer = {
            "Example:",
            "  epilogue keys create --tenant default --scopes closures:read,closures:write --expires-in P90D"
        })
final class KeyCommands extends Talk {

    private final Installation installation;

    KeyCommands(Installation installation) {
        this.installation = installation;
    }

    @Command(header = "Makes a key and prints it, once.")
    void create(
            @Option(names = "--tenant", required = true) String tenant,
            @Option(names = "--scopes", required = true, split = ",", description = "closures:read, closures:write, …")
                    List<String> scopes,
            @Option(names = "--name", defaultValue = "made by command") String name,
            @Option(names = "--expires-in", description = "as P90D; without it until it is revoked") @Nullable
                    Duration life) {
        Instant end = life == null ? null : Instant.now().plus(life);
        print(installation.with(
                desk -> desk.keys().create(new ApiKeyStore.Wanted(new TenantId(tenant), name, scopes(scopes), end))));
    }

    @Command(header = "Lists a tenant's keys, newest first.")
    void list(@Option(names = "--tenant", required = true) String tenant) {
        List<ApiKey> keys = installation.with(
                desk -> desk.keys().ofTenant(new TenantId(tenant)).collectList());
        say(
                () -> Objects.requireNonNull(keys).stream()
                        .map(KeyCommands::json)
                        .toList(),
                () -> Objects.requireNonNull(keys).stream()
                        .map(KeyCommands::words)
                        .collect(Collectors.joining("\n")));
    }

    private static String words(ApiKey key) {
        return "%s  %s  %s  made %s, used %s%s%s"
                .formatted(
                        key.id(),
                        key.name(),
                        names(key.scopes()),
                        key.createdAt(),
                        key.lastUsedAt() == null ? "never" : key.lastUsedAt(),
                        key.expiresAt() == null ? "" : ", ends " + key.expiresAt(),
                        key.revokedAt() == null ? "" : ", revoked " + key.revokedAt());
    }

    private static Map<String, @Nullable Object> json(ApiKey key) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", key.id());
        json.put("name", key.name());
        json.put("scopes", key.scopes().stream().map(Scope::wireName).sorted().toList());
        json.put("createdAt", key.createdAt());
        json.put("lastUsedAt", key.lastUsedAt());
        json.put("expiresAt", key.expiresAt());
        json.put("revokedAt", key.revokedAt());
        return json;
    }

    @Command(header = "Makes a key in place of another, which lives on for 24 hours, and prints it, once.")
    void rotate(@Option(names = "--tenant", required = true) String tenant, @Parameters(paramLabel = "ID") String id) {
        print(installation.with(desk -> desk.keys().rotate(new TenantId(tenant), id)));
    }

    @Command(header = "Ends a key at once.")
    void revoke(@Option(names = "--tenant", required = true) String tenant, @Parameters(paramLabel = "ID") String id) {
        installation.with(desk -> desk.keys().revoke(new TenantId(tenant), id));
        say(() -> both("id", id, "done", "revoked"), () -> "revoked " + id);
    }

    private Set<Scope> scopes(List<String> names) {
        return names.stream()
                .map(name -> Scope.ofWireName(name.strip())
                        .orElseThrow(
                                () -> mistake("no scope is called " + name + "; there are " + names(Scope.OF_TENANTS))))
                .collect(Collectors.toSet());
    }

    private static String names(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wireName).sorted().collect(Collectors.joining(","));
    }

    private void print(ApiKeys.@Nullable Given given) {
        ApiKeys.Given made = Objects.requireNonNull(given);
        // what was made just now has its text
        String text = Objects.requireNonNull(made.text()).text();
        say(() -> both("id", made.key().id(), "key", text), () -> text);
    }
}
