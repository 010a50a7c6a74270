package dev.epilogue.closure;

import static dev.epilogue.closure.Cases.change;
import static dev.epilogue.closure.Cases.changed;
import static dev.epilogue.closure.Cases.proposed;
import static dev.epilogue.closure.Cases.refusal;
import static dev.epilogue.closure.Cases.signedBy;
import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.policy;
import static dev.epilogue.testing.Sessions.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Reminders.Told;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.signing.Consensus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is missing is reminded at parts of the time, and nobody else is. */
class RemindersTest {

    private static final Told NOTHING = new Told(0, null);

    /** An hour from noon on. */
    private final Closure collecting = collecting(Duration.ofHours(1));

    @Test
    void partsOfTheTimeAreTold() {
        assertThat(Reminders.due(collecting, NOTHING, minute(29))).isEmpty();
        assertThat(Reminders.due(collecting, NOTHING, minute(30))).contains(50);
        assertThat(Reminders.due(collecting, new Told(50, null), minute(53))).isEmpty();
        assertThat(Reminders.due(collecting, new Told(50, null), minute(54))).contains(90);
        assertThat(Reminders.due(collecting, new Told(90, null), minute(59))).isEmpty();
    }

    @Test
    void ofSeveralThatWereMissedTheLastIsTold() {
        assertThat(Reminders.due(collecting, NOTHING, minute(58))).contains(90);
    }

    @Test
    void whatIsToldNamesWhoIsMissing() {
        Change told = change(Reminders.remind(signedBy(collecting, ALICE), 50, minute(30)));
        ClosureEvent event = told.events().getFirst();
        assertThat(event.type()).isEqualTo(EventType.CLOSURE_REMINDER);
        assertThat(event.data())
                .containsEntry("part", 50)
                .containsEntry("pending", List.of(BOB.checksummed()))
                .containsEntry("missingWeight", 1L);
    }

    @Test
    void nobodyIsRemindedOnceEnoughHaveSigned() {
        assertThat(Reminders.due(signedBy(collecting, ALICE, BOB), NOTHING, minute(40)))
                .isEmpty();
    }

    @Test
    void moreTimeIsDividedAnew() {
        Closure extended = changed(Lifetime.extend(collecting, minute(120), minute(50)));
        Told before = new Told(0, minute(50));
        assertThat(Reminders.due(extended, before, minute(51))).isEmpty();
        assertThat(Reminders.due(extended, before, minute(60))).contains(50);
        Closure late = changed(Lifetime.extend(collecting, minute(70), minute(58)));
        assertThat(Reminders.due(late, new Told(0, minute(58)), minute(60)))
                .as("half of it was over before there was more")
                .isEmpty();
    }

    @Test
    void aShortTimeHasNoReminders() {
        assertThat(Reminders.due(collecting(Duration.ofSeconds(60)), NOTHING, NOON.plusSeconds(59)))
                .isEmpty();
    }

    @Test
    void itIsLookedAtWhenThereIsSomethingToTell() {
        assertThat(NextLook.of(collecting, NOON)).contains(minute(30));
        assertThat(NextLook.of(collecting, minute(30))).contains(minute(54));
        assertThat(NextLook.of(collecting, minute(55))).contains(minute(60));
    }

    @Test
    void aReasonIsAskedForWhereThePolicySaysSo() {
        Decline silent = new Decline(BOB, " ", minute(5), null, null);
        assertThat(refusal(Consents.decline(collecting, silent, 1, minute(5))).code())
                .isEqualTo(ProblemCode.REASON_REQUIRED);
        Decline said = new Decline(BOB, "Not what we agreed on", minute(5), null, null);
        assertThat(changed(Consents.decline(collecting, said, 1, minute(5))).status())
                .isEqualTo(ClosureStatus.DECLINED);
    }

    private static Closure collecting(Duration timeout) {
        Policy standard = policy(Consensus.UNANIMOUS);
        Policy reminding = new Policy(
                standard.consensus(),
                null,
                timeout,
                standard.maxDeadline(),
                null,
                standard.onVersionChange(),
                standard.maxRounds(),
                standard.channelUpdate(),
                standard.settleFor(),
                standard.escalation(),
                standard.reopenFor(),
                List.of(90, 50),
                Policy.DeclineReason.REQUIRED);
        return proposed(request(FinalState.AS_IT_STANDS, reminding), alicesAndBobs("reminded"));
    }

    private static Instant minute(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
