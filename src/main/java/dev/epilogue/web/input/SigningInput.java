package dev.epilogue.web.input;

import dev.epilogue.value.Address;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a participant hands in: one signature for each required payload, in order.
 *
 * @param signatures as posted; whoever checks them says what is wrong with each
 */
public record SigningInput(Address participant, int round, List<String> signatures) {

    private static final int MOST = 16;

    /**
     * A line of a stream of signatures.
     *
     * @param ref the caller's own mark, repeated in the answer
     * @param closureId as sent
     */
    public record Line(@Nullable String ref, String closureId, SigningInput input) {}

    /** @throws dev.epilogue.problem.ProblemException naming every fault */
    public static SigningInput read(JsonNode body) {
        Members given = Members.of(body, new Faults());
        return read(given);
    }

    /** @throws dev.epilogue.problem.ProblemException naming every fault */
    public static Line line(JsonNode body) {
        Members given = Members.of(body, new Faults());
        String ref = given.parsed("ref", Texts.line(0, 200));
        String closureId = given.parsed("closureId", Texts.line(1, 100));
        given.require("closureId", closureId);
        SigningInput input = read(given);
        return new Line(ref, Objects.requireNonNull(closureId), input);
    }

    private static SigningInput read(Members given) {
        Address participant = given.parsed("participant", Address::parse);
        Long round = given.integer("round", 1, Integer.MAX_VALUE);
        List<String> signatures = given.list("signatures", MOST, Texts.line(0, 400));
        given.require("participant", participant);
        given.require("round", round);
        given.require("signatures", signatures);
        refuseOptional(given);
        given.end();
        given.faults().check();
        return new SigningInput(
                Objects.requireNonNull(participant),
                Objects.requireNonNull(round).intValue(),
                Objects.requireNonNull(signatures));
    }

    /** No round has optional payloads, and no dialect here lets a key sign on a mandate: both are refused, never ignored. */
    private static void refuseOptional(Members given) {
        List<Members> optional = given.objects("optionalSignatures", MOST);
        if (optional != null && !optional.isEmpty()) {
            given.faults().invalid(given.path("optionalSignatures"), "The round has no optional payloads.");
        }
        if (given.take("mandate") != null) {
            given.faults().invalid(given.path("mandate"), "Session keys of this dialect need no mandate.");
        }
    }
}
