package dev.epilogue.escalation;

import static dev.epilogue.escalation.Channels.END;
import static dev.epilogue.escalation.Channels.HASH;
import static dev.epilogue.escalation.Channels.START;
import static dev.epilogue.escalation.Channels.TRANSACTION;
import static dev.epilogue.escalation.Channels.WATCH;
import static dev.epilogue.escalation.Channels.closed;
import static dev.epilogue.escalation.Channels.disputed;
import static dev.epilogue.escalation.Channels.hash;
import static dev.epilogue.escalation.Channels.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.TenantId;
import dev.epilogue.escalation.Guarding.Next;
import dev.epilogue.node.Dialect;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the watch over a channel does next. */
class GuardingTest {

    private static final Standing UNDER_WAY = new Standing(Standing.State.UNDER_WAY, HASH, null, null);
    private static final Standing CONFIRMED = new Standing(Standing.State.CONFIRMED, HASH, null, 1L);
    private static final Standing REVERTED = new Standing(Standing.State.REVERTED, HASH, "InsufficientNodeBalance", 1L);

    @Test
    @DisplayName("v1 checklist 56: a dispute with an old state is answered with the newest one that both signed")
    void aDisputeWithAnOldStateIsAnswered() {
        Next next = next(watch(Watch.Progress.NONE), sight(disputed(4, START, 10), 6, Standing.NONE));

        assertThat(next).isInstanceOf(Next.Answer.class);
        assertThat(((Next.Answer) next).version()).isEqualTo(BigInteger.valueOf(6));
    }

    @Test
    void aDisputeWithTheNewestStateIsNoneOfOurBusiness() {
        assertRemark(sight(disputed(6, START, 10), 6, Standing.NONE), Guarding.NOTHING_NEWER);
        assertRemark(sight(disputed(6, START, 10), null, Standing.NONE), Guarding.NOTHING_NEWER);
    }

    @Test
    void anAnswerAfterTheWindowIsNotSent() {
        assertRemark(sight(disputed(4, END.plusSeconds(1), 10), 6, Standing.NONE), Guarding.TOO_LATE);
        assertThat(next(watch(Watch.Progress.NONE), sight(disputed(4, END, 10), 6, Standing.NONE)))
                .isInstanceOf(Next.Answer.class);
    }

    @Test
    void anEscalationOfOurOwnAnswersByItself() {
        assertRemark(
                new Guarding.Sight(disputed(4, START, 10), null, BigInteger.valueOf(6), Standing.NONE, true, true),
                Guarding.OURS);
        assertRemark(
                new Guarding.Sight(disputed(4, START, 10), null, BigInteger.valueOf(6), Standing.NONE, false, false),
                Guarding.OFF);
    }

    @Test
    void anAnswerUnderWayIsWaitedForAndARevertedOneIsSentAnew() {
        Watch answering = answering();

        assertThat(next(answering, sight(disputed(4, START, 11), 6, UNDER_WAY))).isInstanceOf(Next.Look.class);
        Next again = next(answering, sight(disputed(4, START, 11), 6, REVERTED));
        assertThat(again).isInstanceOf(Next.Answer.class);
        assertThat(answering.at(again.progress()).key(END, BigInteger.valueOf(6)))
                .isNotEqualTo(answering.key(END, BigInteger.valueOf(6)));
    }

    @Test
    void aDisputeThatIsThereThoughItsAnswerIsConfirmedIsAnsweredUnderAnotherName() {
        Watch answering = answering();

        Next again = next(answering, sight(disputed(4, START, 20), 6, CONFIRMED));

        assertThat(again).isInstanceOf(Next.Answer.class);
        assertThat(answering.at(again.progress()).key(END, BigInteger.valueOf(6)))
                .isNotEqualTo(answering.key(END, BigInteger.valueOf(6)));
    }

    @Test
    void anAnswerThatEndedTheDisputeIsCounted() {
        Next calm = next(answering(), sight(open(6, 20), 6, CONFIRMED));

        assertThat(calm.progress().answered()).isEqualTo(1);
        assertThat(calm.progress().disputeEndsAt()).isNull();
        assertThat(calm.progress().transaction()).isEqualTo(HASH);
    }

    @Test
    void anAnswerStillTooShallowIsKeptInSight() {
        Next shallow = next(answering(), sight(open(6, 20), 6, UNDER_WAY));

        assertThat(shallow.progress().disputeEndsAt()).isEqualTo(END);
        assertThat(shallow.progress().answered()).isZero();
    }

    @Test
    void aClosedChannelIsLookedAfterUntilItsClosingIsDeepEnoughToCount() {
        Next first = next(watch(Watch.Progress.NONE), sight(closed(30), 6, Standing.NONE));
        Next replaced = next(watch(first.progress()), seen(closed(33), hash(29)));
        Next vanished = next(watch(first.progress()), seen(open(4, 31), hash(30)));
        Next deep = next(watch(first.progress()), seen(closed(32), hash(30)));

        assertThat(first).isInstanceOf(Next.Look.class);
        assertThat(replaced).as("another block has taken its place").isInstanceOf(Next.Look.class);
        assertThat(vanished).as("the closing has vanished").isInstanceOf(Next.Look.class);
        assertThat(deep).isInstanceOf(Next.Closed.class);
    }

    private static Guarding.Sight seen(ChannelOnChain channel, Hash32 sightedHash) {
        return new Guarding.Sight(channel, sightedHash, BigInteger.valueOf(6), Standing.NONE, false, true);
    }

    @Test
    void looksAreNoFurtherApartThanATwentiethOfTheWindow() {
        Watchfulness patient = new Watchfulness(Duration.ofDays(2), 1);

        Next.Look look =
                (Next.Look) Guarding.next(watch(Watch.Progress.NONE), sight(open(4, 10), 4, Standing.NONE), patient);

        assertThat(look.pause()).isEqualTo(Channels.WINDOW.dividedBy(20));
    }

    private static void assertRemark(Guarding.Sight sight, String remark) {
        Next next = next(watch(Watch.Progress.NONE), sight);
        assertThat(next).isInstanceOf(Next.Look.class);
        assertThat(next.progress().remark()).isEqualTo(remark);
    }

    private static Next next(Watch watch, Guarding.Sight sight) {
        return Guarding.next(watch, sight, WATCH);
    }

    private static Guarding.Sight sight(ChannelOnChain channel, Integer newest, Standing answer) {
        return new Guarding.Sight(
                channel,
                hash(channel.readAt().number() - 5),
                newest == null ? null : BigInteger.valueOf(newest),
                answer,
                false,
                true);
    }

    private static Watch answering() {
        return watch(new Watch.Progress(
                END, BigInteger.valueOf(4), BigInteger.valueOf(6), TRANSACTION, null, 0, 0, null, null, null));
    }

    private static Watch watch(Watch.Progress progress) {
        return new Watch(
                UUID.fromString("018f0000-0000-7000-8000-000000000002"),
                TenantId.DEFAULT,
                "sandbox",
                Sessions.NODE.address(),
                Dialect.NITRONODE_V1,
                Channels.target(),
                Watch.EnrolledBy.PACK,
                progress);
    }
}
