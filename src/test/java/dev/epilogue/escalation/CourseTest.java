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
import static dev.epilogue.escalation.Channels.row;
import static dev.epilogue.node.Dialect.NITRONODE_V1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import dev.epilogue.node.Dialect;
import dev.epilogue.value.Amount;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one escalation does next, rule by rule. */
class CourseTest {

    private static final Standing UNDER_WAY = new Standing(Standing.State.UNDER_WAY, HASH, null, null);
    private static final Standing UNSENT = new Standing(Standing.State.UNSENT, null, null, null);
    private static final Standing CONFIRMED = new Standing(Standing.State.CONFIRMED, HASH, null, 1L);
    private static final Standing REVERTED = new Standing(Standing.State.REVERTED, HASH, "InsufficientNodeBalance", 1L);

    @Test
    void aNewerStateIsPutOnChain() {
        Move move = on(Action.CHECKPOINT, Progress.PLANNED, sight(open(4, 10)).newest(5));

        assertThat(move).isInstanceOf(Move.Send.class);
        assertThat(((Move.Send) move).step()).isEqualTo(Step.CHECKPOINT);
        assertThat(move.progress().status()).isEqualTo(Status.SENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChannelOnChain.Status.class,
            names = {"VOID", "INITIAL", "CLOSED", "MIGRATING"})
    void aChannelThatIsNotOpenIsLeftAlone(ChannelOnChain.Status status) {
        ChannelOnChain channel = Channels.channel(status, 4, null, START, 10);

        assertThat(on(Action.CHECKPOINT, Progress.PLANNED, sight(channel).newest(5)))
                .isInstanceOf(Move.Over.class)
                .extracting(move -> move.progress().reason())
                .isEqualTo("channel-" + status.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    @DisplayName("v1 checklist 52: a pack that is older than the newest co-signed state is never challenged with")
    void aStalePackIsNeverChallengedWith() {
        Move move = on(
                Action.CHALLENGE, Progress.PLANNED, sight(open(4, 10)).newest(6).pack(5));

        assertThat(move.progress().status()).isEqualTo(Status.REFUSED);
        assertThat(move.progress().reason()).isEqualTo(Reasons.PACK_STALE);
    }

    @Test
    @DisplayName("v1 checklist 53: without a deposited signature nothing is challenged")
    void withoutAPackNothingIsChallenged() {
        assertThat(on(Action.CHALLENGE, Progress.PLANNED, sight(open(4, 10)).newest(4))
                        .progress()
                        .reason())
                .isEqualTo(Reasons.PACK_MISSING);
    }

    @Test
    void anIntentThatWasStoredBeforeACrashIsAskedForAgain() {
        Progress intended = Progress.PLANNED
                .draft()
                .status(Status.SENT)
                .intends(BigInteger.valueOf(4))
                .done();

        assertThat(on(Action.CHALLENGE, intended, sight(open(4, 10)).pack(4))).isInstanceOf(Move.Send.class);
    }

    @Test
    void whatCameUpSinceAnIntentThatNobodyWasAskedToSendCounts() {
        Progress intended = Progress.PLANNED
                .draft()
                .status(Status.SENT)
                .intends(BigInteger.valueOf(4))
                .done();

        Move byOthers =
                on(Action.CHALLENGE, intended, sight(disputed(4, START, 12)).pack(4));
        assertThat(byOthers).isInstanceOf(Move.Rest.class);
        assertThat(byOthers.progress().status()).isEqualTo(Status.DISPUTED);
        Move stale = on(Action.CHALLENGE, intended, sight(open(4, 12)).newest(5).pack(4));
        assertThat(stale.progress().status()).isEqualTo(Status.REFUSED);
        assertThat(stale.progress().reason()).isEqualTo(Reasons.PACK_STALE);
    }

    @Test
    void whatWasNotBroadcastIsTakenBackWhenTheChainHasMovedOn() {
        assertThat(on(Action.CHALLENGE, sent(4), sight(open(5, 10)).standing(UNSENT)))
                .isInstanceOf(Move.TakeBack.class);
        assertThat(on(Action.CHALLENGE, sent(4), sight(open(4, 10)).standing(UNSENT)))
                .isInstanceOf(Move.Rest.class);
    }

    @Test
    @DisplayName("v1 checklist 57: window and amount are taken from storage")
    void windowAndAmountAreTakenFromStorage() {
        Move move = on(Action.CHALLENGE, sent(4), sight(disputed(4, START, 12)).standing(CONFIRMED));

        assertThat(move.progress().status()).isEqualTo(Status.DISPUTED);
        assertThat(move.progress().windowEndsAt()).isEqualTo(END);
        assertThat(move.progress().disputed()).isEqualTo(BigInteger.valueOf(100_000_000));
        assertThat(move.progress().firstTransaction()).isEqualTo(HASH);
    }

    @Test
    void aRevertedChallengeIsOverUnlessSomebodyElseDisputes() {
        assertThat(on(Action.CHALLENGE, sent(4), sight(open(4, 12)).standing(REVERTED))
                        .progress()
                        .reason())
                .isEqualTo("reverted:InsufficientNodeBalance");
        assertThat(on(Action.CHALLENGE, sent(4), sight(disputed(4, START, 12)).standing(REVERTED))
                        .progress()
                        .status())
                .isEqualTo(Status.DISPUTED);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    @DisplayName("v1 checklist 55: paid out only once the chain's own time is past the window")
    void aHubPaysOutOnlyOnceTheChainsOwnTimeIsPastTheWindow(int seconds, boolean over) {
        assertThat(paysOut(NITRONODE_V1, seconds)).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true"})
    @DisplayName("0.x checklist 52: paid out as soon as the chain's own time has reached the window's end")
    void aCustodyPaysOutAsSoonAsTheChainsOwnTimeHasReachedTheEnd(int seconds, boolean over) {
        assertThat(paysOut(Dialect.NITRORPC_04, seconds)).isEqualTo(over);
    }

    private static boolean paysOut(Dialect dialect, int seconds) {
        Move move = Course.of(
                row(dialect, Action.CHALLENGE, dispute()),
                sight(disputed(4, END.plusSeconds(seconds), 90))
                        .standing(CONFIRMED)
                        .done(),
                WATCH);
        return move instanceof Move.Send send && send.step() == Step.CLOSE;
    }

    @Test
    void aWindowIsLookedAtTwentyTimesAndAtItsEnd() {
        Watchfulness patient = new Watchfulness(Duration.ofDays(1), 3);

        assertThat(((Move.Rest) Course.of(
                                row(NITRONODE_V1, Action.CHALLENGE, dispute()),
                                sight(disputed(4, START, 12))
                                        .standing(CONFIRMED)
                                        .done(),
                                patient))
                        .pause())
                .isEqualTo(Channels.WINDOW.dividedBy(20));
        assertThat(((Move.Rest) Course.of(
                                row(NITRONODE_V1, Action.CHALLENGE, dispute()),
                                sight(disputed(4, END.minusSeconds(30), 12))
                                        .standing(CONFIRMED)
                                        .done(),
                                patient))
                        .pause())
                .isEqualTo(Duration.ofSeconds(31));
    }

    @Test
    @DisplayName("v1 checklist 56: no state older than the newest co-signed is let through, whoever began the dispute")
    void aNewerStateThatIsHeldIsPutAgainstTheDispute() {
        Move move = on(Action.FINALISE, dispute(), sight(disputed(4, START, 12)).newest(6));

        assertThat(move).isInstanceOf(Move.Send.class);
        assertThat(((Move.Send) move).step()).isEqualTo(Step.CHECKPOINT);
        assertThat(move.progress().status()).isEqualTo(Status.ANSWERING);
    }

    @Test
    @DisplayName("0.x checklist 53: an answered dispute ends the escalation once it is deep enough")
    void anAnsweredDisputeEndsTheEscalationOnceItIsDeepEnough() {
        Move first = on(Action.CHALLENGE, dispute(), sight(open(5, 20)).standing(CONFIRMED));
        assertThat(first).isInstanceOf(Move.Rest.class);

        Move later = on(
                Action.CHALLENGE,
                first.progress(),
                sight(open(5, 22)).standing(CONFIRMED).sighted(20));
        assertThat(later).isInstanceOf(Move.Over.class);
        assertThat(later.progress().status()).isEqualTo(Status.ANSWERED);
    }

    @Test
    void whatWasSeenInABlockThatVanishedWasNotSeen() {
        Move first = on(Action.CHALLENGE, dispute(), sight(open(5, 20)).standing(CONFIRMED));

        Move reorganised = on(
                Action.CHALLENGE,
                first.progress(),
                sight(open(5, 25)).standing(CONFIRMED).sighted(21));

        assertThat(reorganised).isInstanceOf(Move.Rest.class);
        assertThat(reorganised.progress().sighting()).isEqualTo(new Sighting("open@5", 25, hash(25)));
    }

    @Test
    void aChallengeThatVanishedWithItsBlockIsWaitedForAgain() {
        Move move = on(Action.CHALLENGE, dispute(), sight(open(4, 20)).standing(UNDER_WAY));

        assertThat(move.progress().status()).isEqualTo(Status.SENT);
        assertThat(move.progress().windowEndsAt()).isNull();
    }

    @Test
    void aChallengeThatVanishedThoughItCountedAsSettledIsSentAnewUnderAnotherKey() {
        Move first = on(Action.CHALLENGE, dispute(), sight(open(4, 20)).standing(CONFIRMED));
        Move later = on(
                Action.CHALLENGE,
                first.progress(),
                sight(open(4, 22)).standing(CONFIRMED).sighted(20));

        assertThat(first.progress().status()).isEqualTo(Status.DISPUTED);
        assertThat(later.progress().status()).isEqualTo(Status.PLANNED);
        assertThat(later.progress().attempt()).isEqualTo(1);
    }

    @Test
    void whatThePayoutBroughtIsReported() {
        Ending ending = new Ending(END.plusSeconds(5), Amount.parse("100"), Amount.parse("0"));
        Progress closing = dispute().draft().status(Status.CLOSING).done();
        Move first = on(
                Action.CHALLENGE, closing, sight(closed(90)).standing(CONFIRMED).ending(ending));
        Move over = on(
                Action.CHALLENGE,
                first.progress(),
                sight(closed(92)).standing(CONFIRMED).ending(ending).sighted(90));

        assertThat(over.progress().status()).isEqualTo(Status.FINALISED);
        assertThat(over.progress().recovered()).isEqualTo(Amount.parse("100"));
    }

    @Test
    void aChannelThatWasClosedWithinItsWindowWasClosedByAgreement() {
        Ending ending = new Ending(START.plusSeconds(5), Amount.parse("100"), Amount.ZERO);
        Progress seen =
                dispute().draft().sighting(new Sighting("closed", 90, hash(90))).done();

        Move over = on(Action.CHALLENGE, seen, sight(closed(92)).ending(ending).sighted(90));

        assertThat(over.progress().status()).isEqualTo(Status.CLOSED_BY_AGREEMENT);
    }

    @Test
    void aClosingTransactionThatRevertedIsSentAnewUnderAnotherKey() {
        Progress closing = dispute().draft().status(Status.CLOSING).done();
        Escalation before = row(NITRONODE_V1, Action.CHALLENGE, closing);

        Move again = on(
                Action.CHALLENGE,
                closing,
                sight(disputed(4, END.plusSeconds(5), 90)).standing(REVERTED));

        assertThat(again).isInstanceOf(Move.Send.class);
        assertThat(((Move.Send) again).step()).isEqualTo(Step.CLOSE);
        assertThat(before.at(again.progress()).key(Step.CLOSE)).isNotEqualTo(before.key(Step.CLOSE));
    }

    @Test
    void aCheckpointThatWaitsToBeSentIsAskedForWithTheDisputesEndOnceItAnswersOne() {
        Escalation before = row(NITRONODE_V1, Action.CHECKPOINT, sent(6));

        Move calm = on(Action.CHECKPOINT, sent(6), sight(open(4, 10)).newest(6).standing(UNSENT));
        Move disputed = on(
                Action.CHECKPOINT,
                sent(6),
                sight(disputed(4, START, 11)).newest(6).standing(UNSENT));

        assertThat(calm).isInstanceOf(Move.Rest.class);
        assertThat(disputed).isInstanceOf(Move.Send.class);
        assertThat(before.at(disputed.progress()).key(Step.CHECKPOINT)).isEqualTo(before.key(Step.CHECKPOINT));
    }

    @Test
    void anAnsweredDisputeThatIsBegunAgainBeforeTheAnswerIsDeepIsFollowedToItsOwnEnd() {
        Progress answering = answering(6);
        Standing mined = new Standing(Standing.State.UNDER_WAY, HASH, null, 20L);

        Move begunAgain = on(
                Action.CHALLENGE,
                answering,
                sight(disputed(6, START.plusSeconds(60), 21)).newest(6).standing(mined));
        Move deep = on(
                Action.CHALLENGE,
                begunAgain.progress(),
                sight(disputed(6, START.plusSeconds(90), 30)).newest(6));
        Move expired = on(
                Action.CHALLENGE,
                deep.progress(),
                sight(disputed(6, END.plusSeconds(1), 90)).newest(6));

        assertThat(begunAgain.progress().status()).isEqualTo(Status.DISPUTED);
        assertThat(deep).isInstanceOf(Move.Rest.class);
        assertThat(((Move.Send) expired).step()).isEqualTo(Step.CLOSE);
    }

    @Test
    void aConfirmedAnswerUnderALiveDisputeIsAnsweredAnewUnderAnotherKey() {
        Escalation before = row(NITRONODE_V1, Action.CHALLENGE, answering(6));

        Move again = on(
                Action.CHALLENGE,
                answering(6),
                sight(disputed(4, START.plusSeconds(60), 40)).newest(6).standing(CONFIRMED));
        Move behind = on(
                Action.CHALLENGE,
                answering(6),
                sight(disputed(4, START.plusSeconds(60), 40))
                        .newest(6)
                        .standing(new Standing(Standing.State.CONFIRMED, HASH, null, 41L)));

        assertThat(((Move.Send) again).step()).isEqualTo(Step.CHECKPOINT);
        assertThat(before.at(again.progress()).key(Step.CHECKPOINT)).isNotEqualTo(before.key(Step.CHECKPOINT));
        assertThat(behind).as("what was read is older than the answer").isInstanceOf(Move.Rest.class);
    }

    @Test
    void aNewerStateIsPutAgainstADisputeThoughAClosingTransactionIsUnderWay() {
        Progress closing = dispute().draft().status(Status.CLOSING).done();

        Move answer = on(
                Action.CHALLENGE,
                closing,
                sight(disputed(4, START.plusSeconds(60), 40)).newest(6).standing(UNDER_WAY));

        assertThat(((Move.Send) answer).step()).isEqualTo(Step.CHECKPOINT);
    }

    private static Progress answering(long version) {
        return dispute()
                .draft()
                .again()
                .status(Status.ANSWERING)
                .transaction(TRANSACTION)
                .intends(BigInteger.valueOf(version))
                .done();
    }

    private static Progress sent(long candidate) {
        return Progress.PLANNED
                .draft()
                .status(Status.SENT)
                .transaction(TRANSACTION)
                .intends(BigInteger.valueOf(candidate))
                .done();
    }

    private static Progress dispute() {
        return sent(4).draft()
                .status(Status.DISPUTED)
                .began(HASH)
                .window(Channels.WINDOW)
                .dispute(END, BigInteger.valueOf(100_000_000))
                .since(10)
                .done();
    }

    private static Move on(Action action, Progress progress, SightBuilder sight) {
        return Course.of(row(NITRONODE_V1, action, progress), sight.done(), WATCH);
    }

    private static SightBuilder sight(ChannelOnChain channel) {
        return new SightBuilder(channel);
    }

    private static final class SightBuilder {
        private final ChannelOnChain channel;
        private Long sightedBlock;
        private BigInteger newest;
        private BigInteger pack;
        private Standing standing = Standing.NONE;
        private Ending ending;

        SightBuilder(ChannelOnChain channel) {
            this.channel = channel;
        }

        SightBuilder newest(long version) {
            newest = BigInteger.valueOf(version);
            return this;
        }

        SightBuilder pack(long version) {
            pack = BigInteger.valueOf(version);
            return this;
        }

        SightBuilder standing(Standing given) {
            standing = given;
            return this;
        }

        SightBuilder ending(Ending given) {
            ending = given;
            return this;
        }

        /** The chain's block in the place of the sighting is this one. */
        SightBuilder sighted(long block) {
            sightedBlock = block;
            return this;
        }

        Sight done() {
            return new Sight(channel, sightedBlock == null ? null : hash(sightedBlock), newest, pack, standing, ending);
        }
    }
}
