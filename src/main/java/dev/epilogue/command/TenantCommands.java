package dev.epilogue.command;

import dev.epilogue.access.Tenant;
import dev.epilogue.closure.TenantId;
import dev.epilogue.limits.Limit;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenants create}, {@code list}. */
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
                    Map<String, Integer> limits) {
        Tenant tenant = new Tenant(
                new TenantId(checked(id, id.matches("[a-z0-9][a-z0-9-]{0,62}"))),
                name,
                applications(applications),
                origins == null ? List.of() : origins.stream().map(this::origin).toList(),
                limits(limits),
                false);
        boolean made =
                Boolean.TRUE.equals(installation.with(desk -> desk.tenants().create(tenant)));
        if (!made) {
            throw new ParameterException(command().commandLine(), "there is a tenant " + id + " already");
        }
        say("made " + id);
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

    private Map<String, Integer> limits(@Nullable Map<String, Integer> given) {
        Map<String, Integer> all = given == null ? Map.of() : given;
        all.forEach((name, pace) ->
                checked(name + "=" + pace, Limit.ofWireName(name).isPresent() && pace != null && pace > 0));
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
