package dev.epilogue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.sandbox.Api;

/** What a refused call must say. */
public final class Problems {

    private Problems() {}

    public static void assertProblem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().path("code").asString()).isEqualTo(code);
    }
}
