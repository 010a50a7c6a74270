package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FrozenChannelRequestTest {

    private static final Hash32 CHANNEL =
            Hash32.parse("0x9bbce77e725c84d0f916a61ae00ce43eb4dde832f25aff3d4f97df687edb8582");
    private static final long AT = 1767225600000L;

    static Stream<JsonNode> requests() {
        return Stream.of(Vectors.one("rpc-resize-channel"), Vectors.one("rpc-close-channel"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void vectorsReadAndWriteByteForByte(JsonNode vector) {
        FrozenChannelRequest request =
                FrozenChannelRequest.read(vector.get("req_text").asString());

        assertThat(request.text()).isEqualTo(vector.get("req_text").asString());
        assertThat(request.message()).isEqualTo(vector.get("req_utf8_hex").asString());
        assertThat(request.digest()).isEqualTo(Vectors.hash32(vector.get("digest_keccak256")));
        assertThat(request.channelId()).isEqualTo(CHANNEL);
        assertThat(request.fundsDestination()).isEqualTo(Vectors.ALICE);
    }

    @Test
    void fieldsMakeTheVectorsText() {
        BigInteger proceeds = BigInteger.valueOf(875_000_000);
        FrozenChannelRequest resize =
                new FrozenChannelRequest.Resize(302, CHANNEL, proceeds.negate(), proceeds, Vectors.ALICE, AT);

        assertThat(resize.text())
                .isEqualTo(Vectors.one("rpc-resize-channel").get("req_text").asString());
        assertThat(new FrozenChannelRequest.Close(303, CHANNEL, Vectors.ALICE, AT).text())
                .isEqualTo(Vectors.one("rpc-close-channel").get("req_text").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[302,\"resize_channel\",{\"channel_id\":\"%1$s\",\"resize_amount\":\"+1\",\"allocate_amount\":\"0\",\"funds_destination\":\"%2$s\"},1767225600000]",
                "[302,\"resize_channel\",{\"channel_id\":\"%1$s\",\"resize_amount\":\"01\",\"allocate_amount\":\"0\",\"funds_destination\":\"%2$s\"},1767225600000]",
                "[302,\"resize_channel\",{\"channel_id\":\"%1$s\",\"allocate_amount\":\"0\",\"resize_amount\":\"1\",\"funds_destination\":\"%2$s\"},1767225600000]",
                "[302,\"resize_channel\",{\"channel_id\":\"%1$s\",\"resize_amount\":\"1\",\"funds_destination\":\"%2$s\"},1767225600000]",
                "[302,\"close_channel\",{\"channel_id\":\"%1$s\",\"funds_destination\":\"%2$s\",\"fund\u017F_destination\":\"%2$s\"},1767225600000]",
                "[302, \"close_channel\",{\"channel_id\":\"%1$s\",\"funds_destination\":\"%2$s\"},1767225600000]",
                "[302,\"close_channel\",{\"channel_id\":\"%1$s\",\"funds_destination\":\"%3$s\"},1767225600000]",
                "[302,\"close_channel\",{\"channel_id\":\"%1$s\"},1767225600000]",
                "[302,\"close_channel\",{\"channel_id\":\"%1$s\",\"funds_destination\":\"%2$s\"},1767225600]",
                "[302,\"transfer\",{\"channel_id\":\"%1$s\",\"funds_destination\":\"%2$s\"},1767225600000]"
            })
    void noOtherTextIsRead(String text) {
        String other = text.formatted(CHANNEL.hex(), Vectors.ALICE.checksummed(), Vectors.ALICE.lowerCase());

        assertThatIllegalArgumentException().isThrownBy(() -> FrozenChannelRequest.read(other));
    }

    @Test
    void aResizeByNothingIsRefused() {
        Address alice = Vectors.ALICE;

        for (BigInteger nothing : List.of(BigInteger.ZERO, new BigInteger("-0"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new FrozenChannelRequest.Resize(302, CHANNEL, nothing, BigInteger.ZERO, alice, AT));
        }
    }
}
