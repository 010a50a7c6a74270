package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.link.Incoming;
import dev.epilogue.node.link.Request;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NitronodeWireTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);

    private final NitronodeWire wire = new NitronodeWire(new Identity(null));

    @Test
    @DisplayName("v1 checklist 1: requests are arrays of exactly five elements and of type 1")
    void requestIsAnArrayOfFive() {
        assertThat(wire.encode(7, Request.of("node.v1.ping", "{}", ""), NOW))
                .isEqualTo("[1,7,\"node.v1.ping\",{},1767225600000]");
    }

    @Test
    void answerCarriesTheNodesClock() {
        assertThat(wire.decode("[2, 7, \"node.v1.ping\", {}, 1767225600001]"))
                .isInstanceOfSatisfying(Incoming.Answer.class, answer -> {
                    assertThat(answer.id()).isEqualTo(7);
                    assertThat(answer.error()).isNull();
                    assertThat(answer.nodeTime()).isEqualTo(NOW.plusMillis(1));
                });
    }

    @ParameterizedTest
    @DisplayName("v1 checklist 18: an answer of type 4 is an error whatever it says")
    @ValueSource(strings = {"{\"error\":\"x\"}", "{\"error\":\"\"}", "{}", "null", "{\"error\":{\"code\":1}}"})
    void typeFourIsAnError(String payload) {
        assertThat(wire.decode("[4,7,\"\"," + payload + ",1]"))
                .isInstanceOfSatisfying(
                        Incoming.Answer.class,
                        answer -> assertThat(answer.error()).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "[2,7,\"m\",{}]",
                "[2,7,\"m\",{},1,1]",
                "[2,\"7\",\"m\",{},1]",
                "[2,7.5,\"m\",{},1]",
                "[2,18446744073709551615,\"m\",{},1]",
                "[1,7,\"m\",{},1]",
                "[5,7,\"m\",{},1]",
                "[2,7,\"m\",{},1] trailing",
                "[2,7,\"m\",{}"
            })
    void anythingElseIsGarbage(String text) {
        assertThat(wire.decode(text)).isInstanceOf(Incoming.Garbage.class);
    }

    @Test
    void answerNeverShowsItsContentsInLogs() {
        assertThat(wire.decode("[2,7,\"m\",{\"quorum_sigs\":[\"0xa1\"]},1]")).hasToString("Answer[7]");
        assertThat(Request.of("m", "{\"secret\":1}", "")).hasToString("Request[m]");
    }
}
