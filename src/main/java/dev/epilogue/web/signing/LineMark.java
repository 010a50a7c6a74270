package dev.epilogue.web.signing;

import dev.epilogue.web.http.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** By which a caller recognises the answer to one line of its stream, even where the line is wrong otherwise. */
record LineMark(
        int line,
        @Nullable String ref,
        @Nullable String closureId,
        @Nullable Integer round) {

    private static final int LONGEST = 200;

    static LineMark unreadable(int line) {
        return new LineMark(line, null, null, null);
    }

    static LineMark of(int line, JsonNode body) {
        JsonNode round = body.get("round");
        return new LineMark(
                line,
                text(body.get("ref")),
                text(body.get("closureId")),
                round != null && round.isIntegralNumber() && round.canConvertToInt() ? round.intValue() : null);
    }

    Fields fields() {
        return Fields.of("line", line)
                .put("ref", ref)
                .put("closureId", closureId)
                .put("round", round);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value != null && value.isString() && value.stringValue().length() <= LONGEST
                ? value.stringValue()
                : null;
    }
}
