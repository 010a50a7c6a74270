package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.node.Credit;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Problem;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Closures at every point of their life, reached by the rules themselves. */
final class Cases {

    static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30), 3);
    static final Instant LATER = NOON.plusSeconds(60);

    private Cases() {}

    static Closure proposed(Proposals.Request request, SessionReading reading) {
        return Proposals.propose(request, reading, NODE, NOON).after();
    }

    static Closure changed(Decision decision) {
        return change(decision).after();
    }

    static Change change(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return ((Decision.Changed) decision).change();
    }

    static Problem refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).problem();
    }

    static Decision sign(Closure closure, Address participant, Instant now) {
        long weight = closure.subject().definition().weightOf(participant);
        return Consents.accept(
                closure,
                new Consent(participant, participant, weight, false, now),
                List.of(),
                closure.round().number(),
                now);
    }

    static Closure signedBy(Closure closure, Address... participants) {
        Closure current = closure;
        for (Address participant : participants) {
            current = changed(sign(current, participant, NOON.plusSeconds(10)));
        }
        return current;
    }

    static Closure ready(Proposals.Request request, SessionReading reading) {
        Closure ready = signedBy(proposed(request, reading), ALICE, BOB);
        assertThat(ready.status()).isEqualTo(ClosureStatus.READY);
        return ready;
    }

    static Closure submitting(Closure ready) {
        List<SealedFrame> frames = new ArrayList<>();
        for (Submission submission : Submissions.remaining(ready)) {
            frames.add(new SealedFrame(submission.index(), 4711L + submission.index(), "sealed"));
        }
        return Submissions.intend(ready, frames, ready.round().base().mark(), LATER)
                .after();
    }

    static Closure answered(Closure submitting, FrameOutcome... outcomes) {
        return Submissions.answered(submitting, List.of(outcomes), PACE, LATER).after();
    }

    /** What the node records when exactly the proposal is paid. */
    static List<Credit> paid(Closure closure) {
        return closure.settlement().stream()
                .map(line -> new Credit(
                        "tx-" + line.participant() + line.asset(),
                        line.participant(),
                        line.asset(),
                        line.amount(),
                        LATER))
                .toList();
    }
}
