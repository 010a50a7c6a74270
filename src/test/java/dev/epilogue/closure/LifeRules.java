package dev.epilogue.closure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.signing.Purpose;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** What holds after every change of every life. */
final class LifeRules {

    private static final Set<Outcome> OF_A_CLOSE =
            Set.of(Outcome.COOPERATIVE, Outcome.QUORUM_AT_DEADLINE, Outcome.CLOSED_ELSEWHERE);

    private final long seed;
    private final CharSequence story;

    LifeRules(long seed, CharSequence story) {
        this.seed = seed;
        this.story = story;
    }

    long seed() {
        return seed;
    }

    void check(Closure before, Change change) {
        Closure after = change.after();
        assertThat(change.before()).isSameAs(before);
        claim(after.revision() == before.revision() + 1, "each change is one revision");
        claim(moves(before, change), "a status changes only along the table");
        claim(
                !change.events().isEmpty()
                        || after.status() == before.status()
                        || after.status() == ClosureStatus.READY,
                "a move is told, but for the one back to another try");
        money(before, after);
        doubt(after);
        ends(before, after);
        looks(change);
    }

    /** From event to event, since one change may make several moves. */
    private static boolean moves(Closure before, Change change) {
        ClosureStatus at = before.status();
        for (ClosureEvent event : change.events()) {
            if (event.status() != at && !Transitions.allowed(at, event.status())) {
                return false;
            }
            at = event.status();
        }
        return at == change.after().status()
                || Transitions.allowed(at, change.after().status());
    }

    private void money(Closure before, Closure after) {
        boolean claimsClose = after.outcome() != null && OF_A_CLOSE.contains(after.outcome());
        claim(!claimsClose || after.session().closed(), "who claims a close has seen it");
        boolean credited = after.settlement().stream().anyMatch(line -> line.creditId() != null);
        claim(!credited || after.session().closed(), "who claims payments has seen the close");
        claim(
                after.status() != ClosureStatus.SETTLED
                        || credited
                        || after.settlement().isEmpty(),
                "settled is paid");
        boolean sameRound = before.round().number() == after.round().number();
        claim(
                !sameRound || executed(after) >= executed(before),
                "what is proved executed stays so while its round lasts");
    }

    private static long executed(Closure closure) {
        return closure.submissions().stream()
                .filter(submission -> submission.status() == SubmissionStatus.EXECUTED)
                .count();
    }

    private void doubt(Closure after) {
        boolean mayBeInDoubt = after.status() == ClosureStatus.SUBMITTING
                || (after.status() == ClosureStatus.PARKED && after.parkedFrom() == ClosureStatus.SUBMITTING)
                || after.status() == ClosureStatus.SUPERSEDED
                || after.status() == ClosureStatus.CANCELLED;
        claim(!after.inDoubt() || mayBeInDoubt, "doubt keeps a closure where it is read back");
        claim(
                after.status() != ClosureStatus.CANCELLED || after.inDoubt() == (after.outcome() == null),
                "what is cancelled claims no outcome while it may still run, and has one as soon as it can run no more");
    }

    private void ends(Closure before, Closure after) {
        boolean booked = after.submissions().stream()
                .anyMatch(submission ->
                        submission.purpose() == Purpose.OPERATE && submission.status() == SubmissionStatus.EXECUTED);
        boolean letGo = Set.of(ClosureStatus.EXPIRED, ClosureStatus.CANCELLED, ClosureStatus.DECLINED)
                        .contains(after.status())
                && !after.inDoubt()
                && !after.session().closed();
        claim(
                !booked || !letGo || after.outcome() == Outcome.PAID_OUT_OPEN,
                "a booked split is not let go, save by its name");
        claim(
                before.status() != ClosureStatus.PARKED
                        || after.status() != ClosureStatus.PARKED
                        || Objects.equals(before.parkedFrom(), after.parkedFrom()),
                "who is parked stays parked from where it was");
    }

    /** Also where a worker has nothing to store. */
    private void looks(Change change) {
        Closure after = change.after();
        boolean evidence = after.status() == ClosureStatus.SETTLED
                || after.status() == ClosureStatus.PROTECTED
                || (after.status() == ClosureStatus.CANCELLED && after.session().closed());
        claim(
                change.destroyKey() || evidence || after.work().dueAt() != null,
                "who waits, or still has a key, is looked at again");
        Instant now = after.times().updatedAt();
        claim(
                change.destroyKey() || evidence || NextLook.of(after, now).isPresent(),
                "who rests with nothing to store is looked at again");
    }

    private void claim(boolean holds, String rule) {
        assertThat(holds).as("%s (seed %d)%s", rule, seed, story).isTrue();
    }
}
