package dev.epilogue.command;

import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;

/**
 * The commands beside the service: {@code java -jar epilogue.jar keys create --tenant default --scopes admin}. Settings are given as to
 * the service, also as arguments: {@code --spring.r2dbc.url=…}.
 */
public final class Commands {

    private static final Set<String> ABOUT_COMMANDS = Set.of("--help", "-h", "--version", "-V");
    private static final Predicate<String> SETTING = argument -> argument.matches("--[a-z0-9]+\\.[^=]+=.*");
    private static final int WIDTH = 120;

    private Commands() {}

    /** Whether the arguments name a command, a misspelt one included: whoever means one wants no service. */
    public static boolean named(String[] arguments) {
        return Arrays.stream(arguments)
                .filter(SETTING.negate())
                .findFirst()
                .filter(first -> !first.startsWith("-") || ABOUT_COMMANDS.contains(first))
                .isPresent();
    }

    /** @return the process's exit code */
    public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        List<String> settings = Arrays.stream(arguments).filter(SETTING).toList();
        return line(new Installation(settings))
                .setOut(out)
                .setErr(err)
                .execute(Arrays.stream(arguments).filter(SETTING.negate()).toArray(String[]::new));
    }

    /** All commands; what is about closures stands before what is about the deployment. */
    static CommandLine line(Installation installation) {
        return new CommandLine(new Root())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new PayloadCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new ListenCommand())
                .addSubcommand(new OperatorCommand.Park())
                .addSubcommand(new OperatorCommand.Resume())
                .addSubcommand(new OperatorCommand.Reconcile())
                .addSubcommand(new KeyCommands(installation))
                .addSubcommand(new TenantCommands(installation))
                .addSubcommand(new RotateCommand(installation))
                .setUsageHelpWidth(WIDTH)
                .registerConverter(SessionId.class, SessionId::parse)
                .registerConverter(Hash32.class, Hash32::parse)
                .setParameterExceptionHandler((mistake, given) -> Failures.tell(mistake))
                .setExecutionExceptionHandler((failure, line, parsed) -> Failures.tell(failure, line));
    }
}
