package dev.epilogue.node.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannel.Status;
import dev.epilogue.node.PreparedState;
import dev.epilogue.node.Token;
import dev.epilogue.node.nitrorpc.Exchanges.Exchange;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a real ClearNode told of channels and signed for them is read and verified. */
class RecordedChannelsTest {

    private static final Address BROKER = Address.parse(Signed.broker());
    private static final List<Exchange> RECORDED = Exchanges.all();
    private static final List<Token> TOKENS =
            List.of(new Token("usdc", 31337, Address.parse("0x749d20d85555330d20862770b58a72939285c42a"), 6));

    @Test
    void listedChannelsAreReadAsTheyWere() {
        Set<Status> statuses = new HashSet<>();
        for (Exchange list : RECORDED) {
            if (!list.method().equals("get_channels") || list.refused()) {
                continue;
            }
            for (JsonNode row : list.answered().get("channels")) {
                NodeChannel channel = ChannelRow.parse(row, TOKENS);
                assertThat(channel.channelId().hex())
                        .isEqualTo(row.get("channel_id").stringValue());
                assertThat(channel.wallet().checksummed())
                        .isEqualTo(row.get("wallet").stringValue());
                assertThat(channel.rawAmount()).isEqualTo(row.get("amount").stringValue());
                assertThat(channel.status().name())
                        .isEqualToIgnoringCase(row.get("status").stringValue());
                statuses.add(channel.status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(Status.OPEN, Status.RESIZING, Status.CLOSED);
    }

    @Test
    @DisplayName("0.x checklist 55: every recorded answer of a real node to a resize or close is verified and usable")
    void recordedAnswersAreUsable() {
        Set<String> methods = new HashSet<>();
        for (Exchange exchange : RECORDED) {
            boolean concerns = exchange.method().equals("resize_channel")
                    || exchange.method().equals("close_channel");
            if (!concerns || exchange.refused() || !ownDestination(exchange)) {
                continue;
            }
            FrozenChannelRequest request = request(exchange);
            PreparedState state =
                    new PreparedAnswer(request, before(request, exchange), BROKER).read(exchange.received());
            assertThat(state).isInstanceOf(PreparedState.Signed.class);
            methods.add(exchange.method());
        }
        assertThat(methods).hasSize(2);
    }

    /** The recording also shows what becomes of malformed destinations. */
    private static boolean ownDestination(Exchange exchange) {
        String asked = exchange.asked().path("funds_destination").asString("");
        return asked.length() == 42
                && exchange.answered()
                        .at("/state/allocations/0/destination")
                        .stringValue()
                        .equalsIgnoreCase(asked);
    }

    private static FrozenChannelRequest request(Exchange exchange) {
        JsonNode asked = exchange.asked();
        Hash32 channel = Hash32.parse(exchange.answered().get("channel_id").stringValue());
        Address destination = Address.parse(asked.get("funds_destination").stringValue());
        long id = exchange.question().get(0).longValue();
        long timestamp = exchange.question().get(3).longValue();
        return exchange.method().equals("close_channel")
                ? new FrozenChannelRequest.Close(id, channel, destination, timestamp)
                : new FrozenChannelRequest.Resize(
                        id,
                        channel,
                        units(asked, "resize_amount"),
                        units(asked, "allocate_amount"),
                        destination,
                        timestamp);
    }

    private static BigInteger units(JsonNode asked, String member) {
        return new BigInteger(asked.path(member).asString("0"));
    }

    /** As it must have been for this answer; what it was is not always part of the recording. */
    private static NodeChannel before(FrozenChannelRequest request, Exchange exchange) {
        JsonNode state = exchange.answered().get("state");
        BigInteger paid = new BigInteger(state.at("/allocations/0/amount").stringValue())
                .add(new BigInteger(state.at("/allocations/1/amount").stringValue()));
        BigInteger moved = request instanceof FrozenChannelRequest.Resize resize
                ? resize.resizeAmount().add(resize.allocateAmount())
                : BigInteger.ZERO;
        Address wallet = request.fundsDestination();
        return new NodeChannel(
                request.channelId(),
                wallet,
                wallet,
                "usdc",
                31337,
                Address.parse(state.at("/allocations/0/token").stringValue()),
                Duration.ofHours(1),
                Status.OPEN,
                state.get("version").longValue() - 1,
                null,
                0,
                null,
                BROKER,
                paid.subtract(moved));
    }
}
