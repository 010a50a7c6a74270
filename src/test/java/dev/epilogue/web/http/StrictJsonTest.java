package dev.epilogue.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "[]",
                "null",
                "\"secret\"",
                "{\"a\":1,}",
                "// secret\n{}"
            })
    void whatIsNoSingleObjectIsMalformed(String text) {
        Problem problem = refusal(text);
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem.detail()).doesNotContain("secret");
    }

    @Test
    void depthIsBounded() {
        assertThat(refusal("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}").code())
                .isEqualTo(ProblemCode.MALFORMED_JSON);
    }

    @Test
    void aRepeatedMemberIsNamedAsSuch() {
        assertThat(refusal("{\"a\":1,\"a\":2}").detail()).contains("repeated");
    }

    private static Problem refusal(String text) {
        return catchThrowableOfType(
                        ProblemException.class, () -> StrictJson.object(text.getBytes(StandardCharsets.UTF_8)))
                .problem();
    }
}
