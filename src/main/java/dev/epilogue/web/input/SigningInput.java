package dev.epilogue.web.input;

import dev.epilogue.signing.nitrorpc.PostedMandate;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a participant hands in: one signature for each required payload, in order.
 *
 * @param signatures as posted; whoever checks them says what is wrong with each
 * @param mandate by which a 0.x participant vouches for the session key that signed
 */
public record SigningInput(
        Address participant,
        int round,
        List<String> signatures,
        @Nullable PostedMandate mandate) {

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
        PostedMandate mandate = mandate(given);
        refuseOptional(given);
        given.end();
        given.faults().check();
        return new SigningInput(
                Objects.requireNonNull(participant),
                Objects.requireNonNull(round).intValue(),
                Objects.requireNonNull(signatures),
                mandate);
    }

    private static @Nullable PostedMandate mandate(Members given) {
        Members mandate = given.object("mandate");
        if (mandate == null) {
            return null;
        }
        Address signer = mandate.parsed("signer", Address::parse);
        Instant notAfter = mandate.parsed("notAfter", Instant::parse);
        EcdsaSignature signature = mandate.parsed("signature", EcdsaSignature::parse);
        mandate.require("signer", signer);
        mandate.require("notAfter", notAfter);
        mandate.require("signature", signature);
        mandate.end();
        if (signer == null || notAfter == null || signature == null) {
            return null;
        }
        try {
            return new PostedMandate(signer, notAfter, signature);
        } catch (IllegalArgumentException partOfASecond) {
            given.faults().invalid(mandate.path("notAfter"), "A mandate ends at a whole second.");
            return null;
        }
    }

    /** No round has optional payloads: refused, never ignored. */
    private static void refuseOptional(Members given) {
        List<Members> optional = given.objects("optionalSignatures", MOST);
        if (optional != null && !optional.isEmpty()) {
            given.faults().invalid(given.path("optionalSignatures"), "The round has no optional payloads.");
        }
    }
}
