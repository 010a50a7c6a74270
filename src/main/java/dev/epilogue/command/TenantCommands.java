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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenants create}, {@code change}, {@code disable}, {@code enable}, {@code list}. */
@Command(name = "tenants", description = "Tenants of this deployment.", mixinStandardHelpOptions = true)
final class TenantCommands {

    private final Installation installation;

    @Spec
    private @Nullable CommandSpec spec;

    TenantCommands(Installation installation) {
        this.installation = installation;
    }

    @Command(description = "Makes a tenant.", mixinStandardHelpOptions = true)
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
            throw new ParameterException(command().commandLine(), "there is a tenant " + id + " already");
        }
        say("made " + id);
    }

    @Command(
            description = "Changes what is named and leaves the rest; what is given replaces all that was there.",
            mixinStandardHelpOptions = true)
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
        say("changed " + id);
    }

    @Command(
            description = "Lets nobody in with the tenant's credentials; nothing of it is deleted.",
            mixinStandardHelpOptions = true)
    void disable(@Parameters(paramLabel = "NAME") String id) {
        edit(id, new TenantStore.Edit(null, null, null, null, true));
        say("disabled " + id);
    }

    @Command(description = "Lets a disabled tenant in again.", mixinStandardHelpOptions = true)
    void enable(@Parameters(paramLabel = "NAME") String id) {
        edit(id, new TenantStore.Edit(null, null, null, null, false));
        say("enabled " + id);
    }

    private void edit(String id, TenantStore.Edit edit) {
        boolean there =
                Boolean.TRUE.equals(installation.with(desk -> desk.tenants().change(new TenantId(id), edit)));
        if (!there) {
            throw new ParameterException(command().commandLine(), "there is no tenant " + id);
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

    @Command(description = "Lists the tenants.", mixinStandardHelpOptions = true)
    void list() {
        List<Tenant> tenants = installation.with(desk -> desk.tenants().all().collectList());
        Objects.requireNonNull(tenants)
                .forEach(tenant -> say("%s  %s  %s%s"
                        .formatted(
                                tenant.id(),
                                tenant.displayName(),
                                tenant.applications(),
                                tenant.disabled() ? "  disabled" : "")));
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
            throw new ParameterException(command().commandLine(), "cannot be taken: " + text);
        }
        return text;
    }

    private void say(String line) {
        command().commandLine().getOut().println(line);
        command().commandLine().getOut().flush();
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
