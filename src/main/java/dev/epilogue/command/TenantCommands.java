package dev.epilogue.command;

import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.limits.Limit;
import dev.epilogue.tenancy.TenantStore;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants create}, {@code change}, {@code disable}, {@code enable}, {@code list}. */
@Command(
        name = "tenants",
        header = "Makes, changes, disables and lists the tenants of a deployment.",
        description = "Works on the database. What is changed reaches running instances at once.",
        footer = {
            "Example:",
            "  epilogue tenants create acme --display-name \"Acme Games\" --applications main:poker,main:chess"
        })
final class TenantCommands extends Talk {

    private final Installation installation;

    TenantCommands(Installation installation) {
        this.installation = installation;
    }

    @Command(header = "Makes a tenant.")
    void create(
            @Parameters(paramLabel = "NAME", description = "lower case letters, digits, dashes") String id,
            @Option(names = "--display-name", required = true, description = "as participants see it") String name,
            @Option(
                            names = "--applications",
                            required = true,
                            split = ",",
                            description = "whose sessions it may close: NODE:APPLICATION, * for every")
                    List<String> applications,
            @Option(names = "--origins", split = ",", description = "of its own web pages: https://play.example")
                    @Nullable
                    List<String> origins,
            @Option(
                            names = "--limits",
                            split = ",",
                            description =
                                    "how many a second, where not what the deployment says: node-reads=50,proposals=20")
                    @Nullable
                    List<String> limits) {
        Tenant tenant = new Tenant(
                new TenantId(checked(id, id.matches("[a-z0-9][a-z0-9-]{0,62}"))),
                name,
                applications(applications),
                origins == null ? List.of() : origins.stream().map(this::origin).toList(),
                limits == null ? Map.of() : limits(limits),
                false);
        boolean made =
                Boolean.TRUE.equals(installation.with(desk -> desk.tenants().create(tenant)));
        if (!made) {
            throw refused("there is a tenant " + id + " already");
        }
        done("made", id);
    }

    @Command(header = "Changes what is named and leaves the rest; what is given replaces all that was there.")
    void change(
            @Parameters(paramLabel = "NAME") String id,
            @Option(names = "--display-name", description = "as participants see it") @Nullable String name,
            @Option(names = "--applications", split = ",", description = "NODE:APPLICATION, * for every") @Nullable
                    List<String> applications,
            @Option(names = "--origins", split = ",", description = "of its own web pages; \"\" for none") @Nullable
                    List<String> origins,
            @Option(names = "--limits", split = ",", description = "LIMIT=PER_SECOND; \"\" for those of the deployment")
                    @Nullable
                    List<String> limits) {
        checked("nothing to change", name != null || applications != null || origins != null || limits != null);
        edit(
                id,
                new TenantStore.Edit(
                        name,
                        applications == null ? null : applications(applications),
                        origins == null
                                ? null
                                : named(origins).map(this::origin).toList(),
                        limits == null ? null : limits(named(limits).toList()),
                        null));
        done("changed", id);
    }

    @Command(header = "Lets nobody in with the tenant's credentials; nothing of it is deleted.")
    void disable(@Parameters(paramLabel = "NAME") String id) {
        edit(id, new TenantStore.Edit(null, null, null, null, true));
        done("disabled", id);
    }

    @Command(header = "Lets a disabled tenant in again.")
    void enable(@Parameters(paramLabel = "NAME") String id) {
        edit(id, new TenantStore.Edit(null, null, null, null, false));
        done("enabled", id);
    }

    private void edit(String id, TenantStore.Edit edit) {
        boolean there =
                Boolean.TRUE.equals(installation.with(desk -> desk.tenants().change(new TenantId(id), edit)));
        if (!there) {
            throw refused("there is no tenant " + id);
        }
    }

    private static Stream<String> named(List<String> given) {
        return given.stream().filter(each -> !each.isBlank());
    }

    private Map<String, Integer> limits(List<String> given) {
        Map<String, Integer> all = new HashMap<>();
        for (String each : given) {
            checked(each, each.matches("[a-z-]{1,40}=[1-9][0-9]{0,8}"));
            int equals = each.indexOf('=');
            checked(each, Limit.ofWireName(each.substring(0, equals)).isPresent());
            all.put(each.substring(0, equals), Integer.valueOf(each.substring(equals + 1)));
        }
        return all;
    }

    @Command(header = "Lists the tenants.")
    void list() {
        List<Tenant> tenants = installation.with(desk -> desk.tenants().all().collectList());
        say(
                () -> Objects.requireNonNull(tenants),
                () -> Objects.requireNonNull(tenants).stream()
                        .map(TenantCommands::words)
                        .collect(Collectors.joining("\n")));
    }

    private Map<String, Set<String>> applications(List<String> given) {
        Map<String, Set<String>> all = new HashMap<>();
        for (String each : given) {
            int colon = each.indexOf(':');
            checked(each, colon > 0 && colon < each.length() - 1);
            all.computeIfAbsent(each.substring(0, colon), node -> new HashSet<>())
                    .add(each.substring(colon + 1));
        }
        return all;
    }

    private String origin(String text) {
        URI origin = URI.create(text);
        return checked(
                text, origin.isAbsolute() && origin.getRawSchemeSpecificPart().matches("//[^/?#@]+"));
    }

    private String checked(String text, boolean right) {
        if (!right) {
            throw mistake("cannot be taken: " + text);
        }
        return text;
    }

    private static String words(Tenant tenant) {
        return "%s  %s  %s%s"
                .formatted(
                        tenant.id(),
                        tenant.displayName(),
                        tenant.applications(),
                        tenant.disabled() ? "  disabled" : "");
    }

    private void done(String act, String id) {
        say(() -> both("id", id, "done", act), () -> act + " " + id);
    }

    private static CommandFailure refused(String sentence) {
        return new CommandFailure(ExitCode.REFUSED, sentence);
    }
}
