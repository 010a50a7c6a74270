package dev.epilogue.command;

import dev.epilogue.access.Scope;
import dev.epilogue.closure.TenantId;
import dev.epilogue.credential.ApiKey;
import dev.epilogue.credential.ApiKeyStore;
import dev.epilogue.credential.ApiKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys create}, {@code list}, {@code rotate}, {@code revoke}. A key's text is printed once and kept nowhere. */
@Command(name = "keys", description = "API keys of a tenant's applications.", mixinStandardHelpOptions = true)
final class KeyCommands {

    private final Installation installation;

    @Spec
    private @Nullable CommandSpec spec;

    KeyCommands(Installation installation) {
        this.installation = installation;
    }

    @Command(description = "Makes a key and prints it, once.", mixinStandardHelpOptions = true)
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

    @Command(description = "Lists a tenant's keys, newest first.", mixinStandardHelpOptions = true)
    void list(@Option(names = "--tenant", required = true) String tenant) {
        List<ApiKey> keys = installation.with(
                desk -> desk.keys().ofTenant(new TenantId(tenant)).collectList());
        Objects.requireNonNull(keys)
                .forEach(key -> say("%s  %s  %s  made %s, used %s%s%s"
                        .formatted(
                                key.id(),
                                key.name(),
                                names(key.scopes()),
                                key.createdAt(),
                                key.lastUsedAt() == null ? "never" : key.lastUsedAt(),
                                key.expiresAt() == null ? "" : ", ends " + key.expiresAt(),
                                key.revokedAt() == null ? "" : ", revoked " + key.revokedAt())));
    }

    @Command(
            description = "Makes a key in place of another, which lives on for 24 hours, and prints it, once.",
            mixinStandardHelpOptions = true)
    void rotate(@Option(names = "--tenant", required = true) String tenant, @Parameters(paramLabel = "ID") String id) {
        print(installation.with(desk -> desk.keys().rotate(new TenantId(tenant), id)));
    }

    @Command(description = "Ends a key at once.", mixinStandardHelpOptions = true)
    void revoke(@Option(names = "--tenant", required = true) String tenant, @Parameters(paramLabel = "ID") String id) {
        installation.with(desk -> desk.keys().revoke(new TenantId(tenant), id));
        say("revoked " + id);
    }

    private Set<Scope> scopes(List<String> names) {
        return names.stream()
                .map(name -> Scope.ofWireName(name.strip())
                        .orElseThrow(() -> new ParameterException(
                                command().commandLine(),
                                "no scope is called " + name + "; there are " + names(Scope.OF_TENANTS))))
                .collect(Collectors.toSet());
    }

    private static String names(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wireName).sorted().collect(Collectors.joining(","));
    }

    private void print(ApiKeys.@Nullable Given given) {
        say(Objects.requireNonNull(Objects.requireNonNull(given).text()).text());
    }

    private void say(String line) {
        command().commandLine().getOut().println(line);
        command().commandLine().getOut().flush();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
