package dev.epilogue.channel.update;

import static dev.epilogue.channel.update.Updates.TOKEN;
import static dev.epilogue.channel.update.Updates.channel;
import static dev.epilogue.channel.update.Updates.signed;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.Token;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitrorpc.FrozenChannelRequest;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a 0.x node's channels call for. */
class NitroRpcCourseTest {

    /** Not what most nodes have: the fence has to follow the node's own. */
    private static final Duration EXPIRY = Duration.ofMinutes(5);

    private final ChannelUpdate resizing = Updates.of(Policy.ChannelUpdate.RESIZE);
    private final ChannelUpdate closing = Updates.of(Policy.ChannelUpdate.CLOSE_CHANNEL);

    @Test
    void aResizeLocksTheCreditInTheChannelForTheParticipantItself() {
        FrozenChannelRequest.Resize request = (FrozenChannelRequest.Resize) asked(resizing, "80");

        assertThat(request.allocateAmount()).isEqualTo(BigInteger.valueOf(50_000_000));
        assertThat(request.resizeAmount()).isZero();
        assertThat(request.fundsDestination()).isEqualTo(ALICE);
        assertThat(Instant.ofEpochMilli(request.timestamp()))
                .isAfter(resizing.order().deadline());
    }

    @Test
    void noMoreIsAskedForThanTheNodeOwes() {
        assertThat(((FrozenChannelRequest.Resize) asked(resizing, "20.1234567")).allocateAmount())
                .isEqualTo(BigInteger.valueOf(20_123_456));
        Next nothing = decide(resizing, reading("0", NodeChannel.Status.OPEN), NOON);
        assertThat(((Next.End) nothing).result()).isEqualTo(Stage.Result.NO_CREDIT);
    }

    @Test
    void aCloseNamesTheParticipantAsItsDestination() {
        assertThat(((FrozenChannelRequest.Close) asked(closing, "80")).fundsDestination())
                .isEqualTo(ALICE);
    }

    @Test
    void participantsWithoutOrWithAChallengedChannelAreReported() {
        assertThat(((Next.End) decide(resizing, reading("80", NodeChannel.Status.CHALLENGED), NOON)).reached())
                .isEqualTo(Status.CHALLENGED);
        assertThat(((Next.End) decide(resizing, reading("80", NodeChannel.Status.CLOSED), NOON)).reached())
                .isEqualTo(Status.NO_CHANNEL);
        assertThat(decide(resizing, reading("80", NodeChannel.Status.RESIZING), NOON))
                .isInstanceOf(Next.Wait.class);
        assertThat(decide(closing, reading("80", NodeChannel.Status.RESIZING), NOON))
                .isInstanceOf(Next.AskFor.class);
    }

    @Test
    void aSignedRequestGoesToTheNodeOnce() {
        assertThat(decide(signedRequest(resizing), reading("80", NodeChannel.Status.OPEN), NOON))
                .isInstanceOf(Next.Request.class);
    }

    @Test
    @DisplayName(
            "0.x checklist 55: a resize whose answer is lost is never sent again, and the stranded channel is named")
    void aResizeWhoseAnswerIsLostIsNeverSentAgain() {
        ChannelUpdate unknown = relaying(resizing, true);

        Next stranded = decide(unknown, reading("80", NodeChannel.Status.RESIZING), NOON);
        assertThat(((Next.End) stranded).result()).isEqualTo(Stage.Result.FAILED);
        assertThat(((Next.End) stranded).detail()).contains("only closing the channel");
        assertThat(decide(unknown, reading("80", NodeChannel.Status.OPEN), NOON))
                .isInstanceOf(Next.Wait.class);
    }

    @Test
    void onlyAfterItsTimeAtTheNodeIsALostRequestAskedForAnew() {
        ChannelUpdate unknown = relaying(resizing, true);
        Instant fence = Instant.ofEpochMilli(request(unknown).timestamp())
                .plus(EXPIRY)
                .plus(ChannelRequestPayload.WINDOW.skew());

        assertThat(decide(unknown, reading("80", NodeChannel.Status.OPEN), fence.minusMillis(1)))
                .isInstanceOf(Next.Wait.class);
        assertThat(decide(unknown, reading("80", NodeChannel.Status.OPEN), fence))
                .isNotInstanceOf(Next.SendAgain.class);
    }

    @Test
    void aRequestToCloseChangesNothingAtTheNodeAndMayBeSentAgain() {
        assertThat(decide(relaying(closing, true), reading("80", NodeChannel.Status.OPEN), NOON))
                .isEqualTo(new Next.SendAgain());
        assertThat(decide(relaying(resizing, false), reading("80", NodeChannel.Status.OPEN), NOON))
                .isEqualTo(new Next.SendAgain());
    }

    @Test
    void whoeverDoesNotSignInTimeIsGivenUp() {
        Next late = decide(resizing, reading("80", NodeChannel.Status.OPEN), NOON.plus(Duration.ofHours(2)));

        assertThat(((Next.End) late).reached()).isEqualTo(Status.UNACKNOWLEDGED);
    }

    private static Next decide(ChannelUpdate update, NitroRpcReading reading, Instant now) {
        return NitroRpcCourse.decide(update, reading, now, now);
    }

    private static FrozenChannelRequest asked(ChannelUpdate update, String balance) {
        Next next = decide(update, reading(balance, NodeChannel.Status.OPEN), NOON);
        assertThat(next).isInstanceOf(Next.AskFor.class);
        return ChannelRequestPayload.read(((Next.AskFor) next).payloads().getFirst());
    }

    private static NitroRpcReading reading(String balance, NodeChannel.Status status) {
        return new NitroRpcReading(
                List.of(channel(status, BigInteger.ZERO)),
                Amount.parse(balance),
                Optional.of(new Token("yusd", 31337, TOKEN, 6)),
                EXPIRY);
    }

    private static ChannelUpdate signedRequest(ChannelUpdate update) {
        List<Payload> payloads =
                ((Next.AskFor) decide(update, reading("80", NodeChannel.Status.OPEN), NOON)).payloads();
        return update.asked(payloads, null, "SETTLING", NOON, NOON)
                .signedBy(List.of(signed(1, payloads.getFirst())), NOON);
    }

    private static ChannelUpdate relaying(ChannelUpdate update, boolean unknown) {
        return signedRequest(update)
                .moved(
                        new Stage.Relaying(
                                7, "sealed", channel(NodeChannel.Status.OPEN, BigInteger.ZERO), 1, NOON, unknown),
                        NOON);
    }

    private static FrozenChannelRequest request(ChannelUpdate update) {
        return ChannelRequestPayload.read(update.ask().orElseThrow().payloads().getFirst());
    }
}
