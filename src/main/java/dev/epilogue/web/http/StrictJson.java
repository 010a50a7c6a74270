package dev.epilogue.web.http;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON without the liberties that parsers take: a repeated member or anything behind the document is refused. */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @throws dev.epilogue.problem.ProblemException when it is no single JSON object */
    public static JsonNode object(byte[] bytes) {
        JsonNode node = parse(bytes);
        if (!node.isObject()) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, "Expected a JSON object.")
                    .exception();
        }
        return node;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException malformed) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, "Not valid JSON" + where(malformed) + ".")
                    .exception();
        }
    }

    /** The parser's own words may quote the body. */
    private static String where(JacksonException malformed) {
        TokenStreamLocation at = malformed.getLocation();
        boolean repeated = String.valueOf(malformed.getOriginalMessage()).startsWith("Duplicate");
        String place = at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return repeated ? place + ": a member is repeated" : place;
    }
}
