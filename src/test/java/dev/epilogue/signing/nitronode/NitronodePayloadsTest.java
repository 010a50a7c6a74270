package dev.epilogue.signing.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NitronodePayloadsTest {

    private static final JsonNode CLOSE = Vectors.named("app_state_update", "close_v5");
    private static final SessionId SESSION =
            SessionId.parse(CLOSE.get("app_session_id").asString());
    private static final List<Allocation> HELD = List.of(row("bob", "yusd", "37.5"), row("alice", "yusd", "50"));

    @Test
    @DisplayName("v1 checklist 24: a close repeats what the session holds, at the next version")
    void unchangedSplitIsOneClose() {
        List<Payload> payloads = NitronodePayloads.freeze(SESSION, 4, HELD, HELD, null);

        assertThat(payloads).hasSize(1);
        Payload close = payloads.getFirst();
        JsonNode reordered = Vectors.named("app_state_update", "close_v5_allocations_reordered");
        assertThat(close.purpose()).isEqualTo(Purpose.CLOSE);
        assertThat(close.scheme()).isEqualTo(Scheme.EIP191);
        assertThat(close.required()).isTrue();
        assertThat(close.intent()).isEqualTo(3);
        assertThat(close.versionNumber()).isEqualTo(5);
        assertThat(close.message()).isEqualTo(reordered.get("payload_hash").asString());
        assertThat(close.digest().hex())
                .isEqualTo(reordered.get("eip191_digest").asString());
    }

    @Test
    @DisplayName("v1 checklist 25: rows are hashed by asset, then participant, whatever order the caller uses")
    void orderOfTheCallerDoesNotMatter() {
        List<Allocation> several = List.of(
                row("alice", "yusd", "1"), row("bob", "eth", "2"), row("bob", "yusd", "3"), row("alice", "eth", "4"));

        Payload close = NitronodePayloads.freeze(SESSION, 1, several, several.reversed(), null)
                .getFirst();

        assertThat(close.allocations())
                .containsExactly(
                        row("bob", "eth", "2"),
                        row("alice", "eth", "4"),
                        row("bob", "yusd", "3"),
                        row("alice", "yusd", "1"));
    }

    @Test
    @DisplayName("v1 checklist 34: a session without money closes with no rows")
    void emptySessionCloses() {
        List<Payload> payloads = NitronodePayloads.freeze(SESSION, 1, List.of(), List.of(), "");

        JsonNode vector = Vectors.named("app_state_update", "close_v2_empty_session");
        assertThat(payloads)
                .singleElement()
                .satisfies(close -> assertThat(close.message())
                        .isEqualTo(vector.get("payload_hash").asString()));
    }

    @Test
    void anotherSplitIsAnUpdateThenACloseAtIt() {
        List<Allocation> allToAlice = List.of(row("alice", "yusd", "87.5"));

        List<Payload> payloads = NitronodePayloads.freeze(SESSION, 4, HELD, allToAlice, "over");

        assertThat(payloads).extracting(Payload::index).containsExactly(0, 1);
        assertThat(payloads).extracting(Payload::purpose).containsExactly(Purpose.OPERATE, Purpose.CLOSE);
        assertThat(payloads).extracting(Payload::intent).containsExactly(0, 3);
        assertThat(payloads).extracting(Payload::versionNumber).containsExactly(5L, 6L);
        assertThat(payloads).extracting(Payload::sessionData).containsExactly("over", "over");
        assertThat(payloads.get(0).allocations())
                .containsExactly(row("bob", "yusd", "0"), row("alice", "yusd", "87.5"));
        assertThat(payloads.get(1).allocations()).isEqualTo(allToAlice);
    }

    @Test
    void aCloseFrozenAnewAfterItsUpdateRanIsTheSameClose() {
        List<Allocation> allToAlice = List.of(row("alice", "yusd", "87.5"), row("bob", "yusd", "0"));
        Payload promised =
                NitronodePayloads.freeze(SESSION, 4, HELD, allToAlice, "over").getLast();

        Payload anew = NitronodePayloads.freeze(SESSION, 5, allToAlice, allToAlice, "over")
                .getFirst();

        assertThat(anew.digest()).isEqualTo(promised.digest());
    }

    @Test
    void amountsThatOnlyLookDifferentAreNoOtherSplit() {
        List<Allocation> written = List.of(row("alice", "yusd", "50.000"), row("bob", "yusd", "37.50"));

        assertThat(NitronodePayloads.freeze(SESSION, 4, HELD, written, null)).hasSize(1);
    }

    @Test
    void whatNoNodeAcceptsIsNotFrozen() {
        assertRefused(List.of(row("alice", "yusd", "87")), "totals per asset differ");
        assertRefused(List.of(row("alice", "yusd", "88.5"), row("bob", "yusd", "-1")), "negative allocation");
        assertRefused(List.of(row("alice", "yusd", "50"), row("alice", "yusd", "37.5")), "repeated allocation");
        assertRefused(List.of(row("alice", "YUSD", "87.5")), "totals per asset differ");
    }

    @Test
    void aPayloadTellsItsUpdate() {
        for (Payload payload :
                NitronodePayloads.freeze(SESSION, 4, HELD, List.of(row("alice", "yusd", "87.5")), "over")) {
            assertThat(NitronodePayloads.updateOf(SESSION, payload).digest()).isEqualTo(payload.digest());
        }
    }

    private static void assertRefused(List<Allocation> proposed, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NitronodePayloads.freeze(SESSION, 4, HELD, proposed, null))
                .withMessageContaining(reason);
    }

    private static Allocation row(String participant, String asset, String amount) {
        return new Allocation(Vectors.address(participant), asset, Amount.parse(amount));
    }
}
