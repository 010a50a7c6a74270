package dev.epilogue.web.signing;

import dev.epilogue.desk.SignRequest;
import dev.epilogue.signing.nitrorpc.PostedMandate;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a participant hands in: one signature for each required payload, in order.
 *
 * @param signatures as posted; whoever checks them says what is wrong with each
 * @param mandate by which a 0.x participant vouches for the session key that signed
 * @param optional what may be signed along, by index
 */
public record SigningInput(
        Address participant,
        int round,
        List<String> signatures,
        @Nullable PostedMandate mandate,
        List<SignRequest.Optional> optional) {

    private static final int MOST = 16;

    /** Three for each asset. */
    private static final int MOST_ALONG = 96;

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
        String closureId = given.parsed("closureId", Texts.line(1, 200));
        given.require("closureId", closureId);
        SigningInput input = read(given);
        return new Line(ref, Objects.requireNonNull(closureId), input);
    }

    private static SigningInput read(Members given) {
        Address participant = given.parsed("participant", Kinds.ADDRESS);
        Long round = given.integer("round", 1, Integer.MAX_VALUE);
        List<String> signatures = given.list("signatures", MOST, Texts.signature());
        given.require("participant", participant);
        given.require("round", round);
        given.require("signatures", signatures);
        PostedMandate mandate = mandate(given);
        List<SignRequest.Optional> optional = optional(given);
        given.end();
        given.faults().check();
        return new SigningInput(
                Objects.requireNonNull(participant),
                Objects.requireNonNull(round).intValue(),
                Objects.requireNonNull(signatures),
                mandate,
                optional);
    }

    private static @Nullable PostedMandate mandate(Members given) {
        Members mandate = given.object("mandate");
        if (mandate == null) {
            return null;
        }
        Address signer = mandate.parsed("signer", Kinds.ADDRESS);
        Instant notAfter = mandate.parsed("notAfter", Kinds.INSTANT);
        EcdsaSignature signature = mandate.parsed("signature", Kinds.SIGNATURE);
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

    public SignRequest request() {
        return new SignRequest(participant, round, signatures, mandate, optional);
    }

    private static List<SignRequest.Optional> optional(Members given) {
        List<Members> entries = given.objects("optionalSignatures", MOST_ALONG);
        List<SignRequest.Optional> optional = new ArrayList<>();
        for (Members entry : entries == null ? List.<Members>of() : entries) {
            Long index = entry.integer("index", 0, Integer.MAX_VALUE);
            String signature = entry.parsed("signature", Texts.signature());
            entry.require("index", index);
            entry.require("signature", signature);
            entry.end();
            if (index != null && signature != null) {
                optional.add(new SignRequest.Optional(index.intValue(), signature));
            }
        }
        return optional;
    }
}
