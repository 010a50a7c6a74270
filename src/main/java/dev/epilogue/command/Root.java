package dev.epilogue.command;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands have in common. */
@Command(
        name = "epilogue",
        header = "Closes application sessions; without a command the service is started.",
        description = {
            "",
            "keys, tenants and rotate work on the database, whose settings are given as to the service: by the environment, by its"
                    + " configuration, or as arguments (--spring.r2dbc.url=…).",
            "explain, export, listen, park, resume and reconcile ask a running service: --url, or EPILOGUE_URL; the credential is read from --key-file, or"
                    + " EPILOGUE_KEY.",
            "payload and verify need neither: they count anew what you type, or what a file says.",
            "",
            "No command starts a service, and none prints a stack trace."
        },
        versionProvider = Root.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused by the service or the database, or not found",
            "2:the command's words are wrong; nothing was done",
            "3:checked, and not what it is said to be",
            "4:nobody answered, or not now: try again later"
        },
        footerHeading = "%n",
        subcommands = HelpCommand.class)
final class Root {

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "answers as JSON on one line, failures likewise on the standard error")
    private boolean json;

    static boolean json(CommandLine line) {
        CommandLine root = line.getCommandSpec().root().commandLine();
        return ((Root) Objects.requireNonNull(root.getCommandSpec().userObject())).json;
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Root.class.getPackage().getImplementationVersion();
            return new String[] {"epilogue " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
