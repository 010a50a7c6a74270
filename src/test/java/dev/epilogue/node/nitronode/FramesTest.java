package dev.epilogue.node.nitronode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.node.Frame;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.signing.Scheme;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final SessionId SESSION =
            SessionId.parse("0x58958D6A9C5F34AEB316D46D709384E543B1DDDFF41B87FF0B6100341F091456");
    private static final Address ALICE = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    private static final Address BOB = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

    @Test
    @DisplayName("v1 checklist 37: intent is an integer and every member is spelled out")
    void closeFrameSpellsEverythingOut() {
        Frame frame = Frames.frame(payload(Purpose.CLOSE, 3), SESSION, List.of("0xa101", "0xa202"), NOW);

        assertThat(frame.text())
                .isEqualTo("[1," + frame.requestId() + ",\"app_sessions.v1.submit_app_state\",{\"app_state_update\":{"
                        + "\"app_session_id\":\"0x58958d6a9c5f34aeb316d46d709384e543b1dddff41b87ff0b6100341f091456\","
                        + "\"intent\":3,\"version\":\"5\",\"allocations\":["
                        + "{\"participant\":\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\",\"asset\":\"yusd\",\"amount\":\"50\"},"
                        + "{\"participant\":\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\",\"asset\":\"yusd\",\"amount\":\"0.0000001\"}],"
                        + "\"session_data\":\"\"},\"quorum_sigs\":[\"0xa101\",\"0xa202\"]},1767225600000]");
    }

    @Test
    void operateFrameCarriesIntentZero() {
        Frame frame = Frames.frame(payload(Purpose.OPERATE, 0), SESSION, List.of(), NOW);

        assertThat(frame.text()).contains("\"intent\":0,");
    }

    @Test
    void idsLieAboveThoseOfReadsAndFollowFromTheFrame() {
        Frame frame = Frames.frame(payload(Purpose.CLOSE, 3), SESSION, List.of("0xa101"), NOW);
        Frame same = Frames.frame(payload(Purpose.CLOSE, 3), SESSION, List.of("0xa101"), NOW);
        Frame later = Frames.frame(payload(Purpose.CLOSE, 3), SESSION, List.of("0xa101"), NOW.plusMillis(1));

        assertThat(frame).isEqualTo(same);
        assertThat(later.requestId()).isNotEqualTo(frame.requestId());
        assertThat(frame.requestId()).isBetween(1L << 40, (1L << 53) - 1);
        assertThat(later.requestId()).isBetween(1L << 40, (1L << 53) - 1);
    }

    @Test
    void payloadsThatAreNotSubmittedHaveNoFrame() {
        assertThatThrownBy(() -> Frames.frame(payload(Purpose.RELEASE, 3), SESSION, List.of(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Payload payload(Purpose purpose, int intent) {
        return new Payload(
                0,
                purpose,
                true,
                null,
                null,
                null,
                5,
                intent,
                Scheme.EIP191,
                "0x" + "11".repeat(32),
                null,
                Hash32.parse("0x" + "11".repeat(32)),
                null,
                List.of(
                        new Allocation(ALICE, "yusd", Amount.parse("50.000")),
                        new Allocation(BOB, "yusd", Amount.parse("0.0000001"))),
                "");
    }
}
