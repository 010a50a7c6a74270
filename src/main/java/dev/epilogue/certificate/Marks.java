package dev.epilogue.certificate;

import dev.epilogue.certificate.Report.Broken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whose word a statement can be: a mark that promises a signature stands only where one was looked for. */
final class Marks {

    private static final Map<Mark, Set<String>> SIGNED = Map.of(
            Mark.SIGNED_BY_PARTICIPANT, Set.of("signature ", "decline "),
            Mark.SIGNED_BY_NODE, Set.of(Certificate.OF_NODE, "credit "));

    private Marks() {}

    /** Empty for one that there is not. */
    static Optional<Mark> of(JsonNode statement) {
        String name = statement.get("mark").asString("");
        return Stream.of(Mark.values()).filter(mark -> mark.name().equals(name)).findFirst();
    }

    static void check(JsonNode certificate, List<Broken> broken) {
        certificate.get("statements").forEach(statement -> {
            String name = statement.get("name").asString();
            if (of(statement).filter(mark -> possible(mark, name)).isEmpty()) {
                broken.add(new Broken(name, "has a mark that it cannot have"));
            }
        });
    }

    private static boolean possible(Mark mark, String name) {
        return mark == Mark.OBSERVED
                ? !name.startsWith(Certificate.OF_NODE)
                : SIGNED.getOrDefault(mark, Set.of()).stream().anyMatch(name::startsWith);
    }
}
