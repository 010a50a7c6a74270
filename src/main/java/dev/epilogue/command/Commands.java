package dev.epilogue.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands beside the service: {@code java -jar epilogue.jar keys create --tenant default --scopes admin}. Settings are given as to
 * the service, also as arguments: {@code --spring.r2dbc.url=…}.
 */
public final class Commands {

    private static final Set<String> NAMES = Set.of("keys", "tenants", "help", "--help", "-h");
    private static final Predicate<String> SETTING = argument -> argument.matches("--[a-z0-9]+\\.[^=]+=.*");

    private Commands() {}

    @Command(
            name = "epilogue",
            description = "Without a command the service is started.",
            mixinStandardHelpOptions = true,
            subcommands = {KeyCommands.class, TenantCommands.class})
    static final class Root {}

    /** Whether the arguments name a command. */
    public static boolean named(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /** @return the process's exit code */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        List<String> settings = Arrays.stream(arguments).filter(SETTING).toList();
        Installation installation = new Installation(settings);
        String[] command = Arrays.stream(arguments).filter(SETTING.negate()).toArray(String[]::new);
        return new CommandLine(new Root(), factory(installation))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(command[0].equals("help") ? new String[] {"--help"} : command);
    }

    private static CommandLine.IFactory factory(Installation installation) {
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == KeyCommands.class) {
                    return type.cast(new KeyCommands(installation));
                }
                if (type == TenantCommands.class) {
                    return type.cast(new TenantCommands(installation));
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }
}
