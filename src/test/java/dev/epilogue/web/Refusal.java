package dev.epilogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A bad request and what it has to be answered with.
 *
 * @param request what is sent
 */
record Refusal(String name, int status, String code, Supplier<Reply> request) {

    void isRefusedAndChangesNothing(RefusalScene scene) {
        Map<String, String> before = scene.standing();
        Reply reply = request.get();
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().propertyNames())
                .contains(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "code",
                        "retryable",
                        "retryAfter",
                        "actor",
                        "violations");
        assertThat(reply.at("/code")).as(reply.text()).isEqualTo(code);
        assertThat(reply.at("/type")).endsWith("/problems/" + code);
        assertThat(scene.standing()).isEqualTo(before);
    }
}
