package dev.epilogue.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code explain ID}. */
@Command(
        name = "explain",
        header = "Says what a closure waits for, since when, and who can do something about it.",
        description = "With --json the service's explanation is printed as it came.",
        footer = {
            "Example:",
            "  epilogue explain 01a20d40-d257-7dbc-97d4-c49eeb94f6d6 --url https://epilogue.example --key-file key"
        })
final class ExplainCommand extends Talk implements Runnable {

    @Mixin
    private final Service service = new Service();

    @Parameters(paramLabel = "ID", description = "of the closure")
    private @Nullable UUID id;

    @Override
    public void run() {
        String path = "/v1/closures/" + Objects.requireNonNull(id);
        JsonNode explanation = service.get(path + "/explanation");
        say(() -> explanation, () -> words(service.get(path), explanation));
    }

    private static String words(JsonNode closure, JsonNode explanation) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s, round %d of session %s"
                .formatted(
                        closure.path("status").asString(),
                        closure.path("outcome").asString("NONE").equals("NONE")
                                ? "no outcome"
                                : closure.path("outcome").asString(),
                        closure.path("round").path("number").asInt(),
                        closure.path("sessionId").asString()));
        lines.add(explanation.path("summary").asString());
        if (explanation.hasNonNull("waitingFor")) {
            lines.add("waits for %s since %s; %s"
                    .formatted(
                            explanation.path("waitingFor").asString(),
                            explanation.path("since").asString(),
                            explanation.hasNonNull("actor")
                                    ? "it is the %s's turn"
                                            .formatted(explanation.path("actor").asString())
                                    : "nobody has to do anything"));
        }
        if (explanation.hasNonNull("nextAttemptAt")) {
            lines.add("looked at again at " + explanation.path("nextAttemptAt").asString());
        }
        explanation.path("attempts").forEach(attempt -> lines.add(attempt(attempt)));
        JsonNode gate = explanation.path("gate");
        if (!gate.path("state").asString("IDLE").equals("IDLE")) {
            lines.add("the session's gate is %s%s".formatted(gate.path("state").asString(), until(gate, "fenceUntil")));
        }
        String remedies = explanation
                .path("remedies")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        lines.add(remedies.isEmpty() ? "nothing can be done with it" : "what can be done: " + remedies);
        return String.join(System.lineSeparator(), lines);
    }

    private static String attempt(JsonNode attempt) {
        return "payload %d (%s) was sent %d times: %s%s"
                .formatted(
                        attempt.path("index").asInt(),
                        attempt.path("purpose").asString(),
                        attempt.path("attempts").asInt(),
                        attempt.path("status").asString(),
                        attempt.hasNonNull("refusal")
                                ? ", " + attempt.path("refusal").asString()
                                : "");
    }

    private static String until(JsonNode gate, String member) {
        return gate.hasNonNull(member) ? " until " + gate.path(member).asString() : "";
    }
}
