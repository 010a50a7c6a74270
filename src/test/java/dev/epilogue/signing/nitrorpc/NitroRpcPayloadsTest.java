package dev.epilogue.signing.nitrorpc;

import static dev.epilogue.signing.nitrorpc.Vectors.ALICE;
import static dev.epilogue.signing.nitrorpc.Vectors.BOB;
import static dev.epilogue.signing.nitrorpc.Vectors.CAROL;
import static dev.epilogue.signing.nitrorpc.Vectors.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Payload.FrozenRequest;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Hex;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NitroRpcPayloadsTest {

    private static final SessionId SESSION = SessionId.parse(
            Vectors.one("appdef-3p-arbiter").get("app_session_id").asString());
    private static final long ID = NitroRpcPayloads.LOWEST_FROZEN_ID + 7;
    private static final long TIMESTAMP = 1767229200000L;
    private static final List<Allocation> HELD =
            List.of(row(ALICE, "usdc", "100"), row(BOB, "usdc", "100"), row(BOB, "eth", "0.5"));
    private static final OpenSession OPEN =
            new OpenSession(SESSION, 3, List.of(BOB.checksummed(), ALICE.lowerCase(), CAROL.checksummed()), HELD);

    @Test
    @DisplayName("0.x checklist 25: every participant for every asset once, in definition order, symbols sorted")
    void everyParticipantIsListedForEveryAsset() {
        Payload payload =
                frozen(List.of(row(ALICE, "eth", "0.5"), row(ALICE, "usdc", "12.50"), row(BOB, "usdc", "187.5")));

        assertThat(payload.allocations())
                .containsExactly(
                        row(BOB, "eth", "0"),
                        row(ALICE, "eth", "0.5"),
                        row(CAROL, "eth", "0"),
                        row(BOB, "usdc", "187.5"),
                        row(ALICE, "usdc", "12.5"),
                        row(CAROL, "usdc", "0"));
        assertThat(payload.text())
                .contains(
                        "{\"participant\":\"%s\",\"asset\":\"usdc\",\"amount\":\"12.5\"}".formatted(ALICE.lowerCase()));
    }

    @Test
    void theVectorsCloseIsFrozenByteForByte() {
        JsonNode vector = Vectors.one("close-app-session-2of2");
        String data = JsonMapper.shared()
                .readTree(vector.get("req_text").asString())
                .get(2)
                .get("session_data")
                .asString();
        OpenSession session = new OpenSession(
                SessionId.parse(vector.get("app_session_id").asString()),
                2,
                List.of(ALICE.checksummed(), BOB.checksummed()),
                List.of(row(ALICE, "usdc", "200")));

        Payload payload = NitroRpcPayloads.freeze(session, List.of(row(BOB, "usdc", "200")), data, ID, TIMESTAMP)
                .getFirst();

        assertThat(payload.text()).isEqualTo(vector.get("req_text").asString().replace("[201,", "[" + ID + ","));
    }

    @Test
    @DisplayName("0.x checklist 30: display, digest and frame come from the same bytes")
    void everythingComesFromTheSameBytes() {
        Payload payload = frozen(HELD);
        String text = String.valueOf(payload.text());

        assertThat(payload.message()).isEqualTo(Hex.encode(text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(payload.digest()).isEqualTo(Keccak.hash(Hex.decode(payload.message())));
        assertThat(payload.request()).isEqualTo(new FrozenRequest(ID, "close_app_session", TIMESTAMP));
        assertThat(payload.scheme()).isEqualTo(Scheme.RAW);
        assertThat(payload.purpose()).isEqualTo(Purpose.CLOSE);
        assertThat(payload.versionNumber()).isEqualTo(4);
        assertThat(NitroRpcPayloads.closeOf(SESSION, payload).text()).isEqualTo(text);
        assertThat(FrameText.of(text, List.of())).contains(text);
    }

    @Test
    @DisplayName("0.x checklist 30: a payload that shows something else than its bytes is neither signed nor sent")
    void aPayloadThatShowsSomethingElseIsRefused() {
        Payload payload = frozen(HELD);
        Payload other = frozen(List.of(row(BOB, "usdc", "200"), row(BOB, "eth", "0.5")));

        refuses(SESSION, with(payload, other.allocations(), payload.digest(), payload.request(), null));
        refuses(SESSION, with(payload, payload.allocations(), other.digest(), payload.request(), null));
        refuses(
                SESSION,
                with(
                        payload,
                        payload.allocations(),
                        payload.digest(),
                        new FrozenRequest(ID, "close_app_session", TIMESTAMP + 1),
                        null));
        refuses(SESSION, with(payload, payload.allocations(), payload.digest(), payload.request(), ""));
        refuses(new SessionId(payload.digest()), payload);
    }

    @Test
    @DisplayName("0.x checklist 26: totals that differ from what is held are refused")
    void totalsThatDifferAreRefused() {
        refusesSplit(List.of(row(ALICE, "usdc", "200"), row(BOB, "eth", "0.4")));
        refusesSplit(List.of(row(ALICE, "usdc", "200")));
        refusesSplit(List.of(row(ALICE, "usdc", "200"), row(BOB, "eth", "0.5"), row(BOB, "doge", "1")));
    }

    @Test
    @DisplayName("0.x checklist 24: an outsider's deposit counts in the total and goes to participants only")
    void anOutsidersDepositIsDistributed() {
        OpenSession session = new OpenSession(
                SESSION, 1, List.of(ALICE.checksummed()), List.of(row(ALICE, "usdc", "1"), row(CAROL, "usdc", "2")));

        assertThat(freeze(session, List.of(row(ALICE, "usdc", "3"))).allocations())
                .containsExactly(row(ALICE, "usdc", "3"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> freeze(session, List.of(row(ALICE, "usdc", "1"), row(CAROL, "usdc", "2"))));
    }

    @Test
    void aSessionWithoutFundsIsClosedWithZeroRows() {
        OpenSession session = new OpenSession(SESSION, 1, List.of(ALICE.checksummed()), List.of());

        assertThat(freeze(session, List.of(row(ALICE, "usdc", "0"))).allocations())
                .containsExactly(row(ALICE, "usdc", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> freeze(session, List.of()));
    }

    @Test
    void repeatedAndNegativeRowsAreRefused() {
        refusesSplit(List.of(row(ALICE, "usdc", "100"), row(ALICE, "usdc", "100"), row(BOB, "eth", "0.5")));
        refusesSplit(List.of(row(ALICE, "usdc", "201"), row(BOB, "usdc", "-1"), row(BOB, "eth", "0.5")));
    }

    @Test
    void aDefinitionThatListsSomebodyTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new OpenSession(SESSION, 1, List.of(ALICE.checksummed(), ALICE.lowerCase()), List.of()));
    }

    @Test
    void frozenIdsStayInTheirRange() {
        for (long id : new long[] {1, NitroRpcPayloads.LOWEST_FROZEN_ID - 1, 1L << 53}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NitroRpcPayloads.freeze(OPEN, HELD, null, id, TIMESTAMP));
        }
    }

    private static void refuses(SessionId session, Payload payload) {
        assertThatIllegalArgumentException().isThrownBy(() -> NitroRpcPayloads.closeOf(session, payload));
    }

    private static void refusesSplit(List<Allocation> proposed) {
        assertThatIllegalArgumentException().isThrownBy(() -> frozen(proposed));
    }

    private static Payload frozen(List<Allocation> proposed) {
        return freeze(OPEN, proposed);
    }

    private static Payload freeze(OpenSession session, List<Allocation> proposed) {
        return NitroRpcPayloads.freeze(session, proposed, null, ID, TIMESTAMP).getFirst();
    }

    private static Payload with(
            Payload payload,
            List<Allocation> rows,
            Hash32 digest,
            @Nullable FrozenRequest request,
            @Nullable String data) {
        return new Payload(
                0,
                Purpose.CLOSE,
                true,
                null,
                null,
                null,
                payload.versionNumber(),
                null,
                Scheme.RAW,
                payload.message(),
                payload.text(),
                digest,
                request,
                rows,
                data);
    }
}
