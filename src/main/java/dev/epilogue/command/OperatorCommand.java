package dev.epilogue.command;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What an operator does to one closure, with a reason that its events keep. */
abstract class OperatorCommand extends Talk implements Runnable {

    @Mixin
    private final Service service = new Service();

    @Parameters(paramLabel = "ID", description = "of the closure")
    private @Nullable UUID id;

    @Option(names = "--reason", required = true, description = "why, for whoever reads the closure's events later")
    private @Nullable String reason;

    private final String act;

    /** @param act the last part of the call's path */
    OperatorCommand(String act) {
        this.act = act;
    }

    @Command(
            name = "park",
            header = "Stops all work on a closure until it is resumed.",
            description =
                    "Needs a token with the scope operator. What has been sent stays sent, and is looked after once it goes on.",
            footer = {
                "Example:",
                "  epilogue park 01a20d40-d257-7dbc-97d4-c49eeb94f6d6 --reason \"the node restores a backup\""
            })
    static final class Park extends OperatorCommand {
        Park() {
            super("parking");
        }
    }

    @Command(
            name = "resume",
            header = "Lets a parked closure go on where it was.",
            description = "Needs a token with the scope operator.",
            footer = {"Example:", "  epilogue resume 01a20d40-d257-7dbc-97d4-c49eeb94f6d6 --reason \"the node is back\""
            })
    static final class Resume extends OperatorCommand {
        Resume() {
            super("resumption");
        }
    }

    @Command(
            name = "reconcile",
            header = "Has the node read at once, and the closure brought to what is proved.",
            description = "Needs a token with the scope operator. Nothing is sent that was not going to be sent.",
            footer = {"Example:", "  epilogue reconcile 01a20d40-d257-7dbc-97d4-c49eeb94f6d6 --reason \"a player asks\""
            })
    static final class Reconcile extends OperatorCommand {
        Reconcile() {
            super("reconciliation");
        }
    }

    @Override
    public final void run() {
        if (Objects.requireNonNull(reason).isBlank()) {
            throw mistake("a reason says something");
        }
        JsonNode closure = service.post("/v1/closures/%s/%s".formatted(id, act), Map.of("reason", reason));
        say(
                () -> closure,
                () -> "%s is %s now%s"
                        .formatted(
                                id,
                                closure.path("status").asString(),
                                closure.hasNonNull("waitingFor")
                                        ? " and waits for "
                                                + closure.path("waitingFor").asString()
                                        : ""));
    }
}
