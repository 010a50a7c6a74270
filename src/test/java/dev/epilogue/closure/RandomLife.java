package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.CAROL;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;
import static dev.epilogue.testing.Sessions.holds;
import static dev.epilogue.testing.Sessions.member;

import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** One closure to which one random thing happens after another. What happens need not make sense; the rules must cope. */
final class RandomLife {

    static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30), 3);

    private final Random random;
    private final LifeRules rules;
    private final RandomWorld world;
    private final Set<ClosureStatus> visited = EnumSet.noneOf(ClosureStatus.class);
    private final StringBuilder story = new StringBuilder();
    private Closure closure;
    private Instant now = NOON;
    private int changes;

    RandomLife(long seed) {
        random = new Random(seed);
        SessionReading session = Sessions.reading(
                "life-" + seed,
                4,
                2 + random.nextInt(2),
                List.of(member(ALICE, 1), member(BOB, 1), member(CAROL, 1)),
                holds(ALICE, "20"),
                holds(BOB, "30"),
                holds(CAROL, "50"));
        world = new RandomWorld(random, session);
        closure = Proposals.propose(request(), session, NODE, now).after();
        rules = new LifeRules(seed, story);
    }

    private Proposals.Request request() {
        Policy base = Sessions.policy(pick(Consensus.values()));
        Policy policy = new Policy(
                base.consensus(),
                null,
                Duration.ofHours(1),
                Duration.ofHours(3),
                null,
                pick(Policy.OnVersionChange.values()),
                2 + random.nextInt(4),
                base.channelUpdate(),
                base.settleFor(),
                base.escalation(),
                base.reopenFor());
        FinalState state = random.nextBoolean() ? FinalState.AS_IT_STANDS : world.split();
        return Sessions.request(state, policy);
    }

    Closure closure() {
        return closure;
    }

    Set<ClosureStatus> visited() {
        return visited;
    }

    int changes() {
        return changes;
    }

    /** Nothing can happen any more. */
    boolean over() {
        return closure.status().ended()
                && (closure.work().dueAt() == null || !(closure.status().reopenable() || Abandoned.is(closure)));
    }

    void step() {
        now = now.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(30));
        if (random.nextInt(3) == 0) {
            somebodyActs();
        } else {
            theServiceWorks();
        }
    }

    private void somebodyActs() {
        Instant later = Lifetime.extended(closure, Duration.ofHours(1 + random.nextInt(5)), now);
        int round = random.nextInt(10) == 0 ? 1 : closure.round().number();
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> decide("signs", () -> sign(round));
            case 3 -> decide("declines", () -> Consents.decline(closure, refusal(), round, now));
            case 4 -> decide("cancels", () -> Lifetime.cancel(closure, "BECAUSE", Duration.ofMinutes(10), now));
            case 5 ->
                decide(
                        "extends",
                        () -> Lifetime.keepsRound(closure, later)
                                ? Lifetime.extend(closure, later, now)
                                : Rounds.notReopenable(closure, later, random.nextBoolean(), now)
                                        .<Decision>map(Decision.Refused::new)
                                        .orElseGet(() -> Rounds.reopen(closure, later, world.open(closure), now)));
            case 6 ->
                decide(
                        "counters",
                        () -> Rounds.counterPropose(
                                closure, round, world.split(), "COUNTER", world.open(closure), now));
            case 7 -> decide("parks", () -> Operators.park(closure, "looking into it", now));
            default ->
                decide(
                        "resumes or reconciles",
                        () -> random.nextBoolean() ? Operators.resume(closure, now) : reconcile());
        }
    }

    private Decision reconcile() {
        return closure.status().active() && !closure.session().closed()
                ? Readback.conclude(closure, world.evidence(closure, now), PACE, now)
                : new Decision.Unchanged();
    }

    private void theServiceWorks() {
        switch (closure.status()) {
            case COLLECTING -> decide("deadline or signature", this::collecting);
            case READY -> decide("ready", this::ready);
            case SUBMITTING -> decide("submitting", this::submitting);
            case EXPIRED, DECLINED ->
                decide(
                        "lets go",
                        () -> now.isBefore(closure.times().reopenableUntil())
                                ? new Decision.Unchanged()
                                : Lifetime.letGo(closure, now));
            case CANCELLED -> decide("looks", () -> Abandoned.look(closure, world.evidence(closure, now), now));
            default -> decide("resumes", () -> Operators.resume(closure, now));
        }
    }

    private Decision collecting() {
        if (now.isBefore(closure.times().deadline())) {
            return sign(closure.round().number());
        }
        Evidence evidence = world.evidence(closure, now);
        return evidence instanceof Evidence.Closed
                ? Readback.conclude(closure, evidence, PACE, now)
                : Lifetime.deadline(closure, now);
    }

    private Decision ready() {
        if (!closure.paidOut() && !Lifetime.maySend(closure, now)) {
            return Lifetime.unsent(closure, now);
        }
        return switch (random.nextInt(6)) {
            case 0 -> changed(Submissions.unreached(closure, "no connection", PACE, now));
            case 1 -> changed(Submissions.failed(closure, PACE, now));
            case 2 -> Consents.revoke(closure, participant(), "SESSION_KEY_DIED", now);
            default -> changed(Submissions.intend(closure, world.frames(closure), world.mark(closure), now));
        };
    }

    private Decision submitting() {
        if (Submissions.resendDue(closure, PACE, now) && random.nextBoolean()) {
            return changed(Submissions.intend(closure, world.frames(closure), world.mark(closure), now));
        }
        return switch (random.nextInt(5)) {
            case 0 -> changed(Submissions.unread(closure, "no connection", PACE, now));
            case 1 -> changed(Submissions.failed(closure, PACE, now));
            case 2 -> changed(Submissions.answered(closure, world.outcomes(closure), PACE, now));
            default -> Readback.conclude(closure, world.evidence(closure, now), PACE, now);
        };
    }

    private Decision sign(int round) {
        Address participant = participant();
        Address signer = random.nextInt(4) == 0 ? NODE.address() : participant;
        return Consents.accept(closure, new Consent(participant, signer, 1, false, now), List.of(), round, now);
    }

    private Decline refusal() {
        return new Decline(participant(), "no", now, null, null);
    }

    private Address participant() {
        return pick(new Address[] {ALICE, BOB, CAROL});
    }

    private void decide(String what, Supplier<Decision> rule) {
        story.append("\n  ").append(closure.status()).append(' ').append(what);
        Decision decision;
        try {
            decision = rule.get();
        } catch (ProblemException refused) {
            return;
        } catch (RuntimeException broken) {
            throw new AssertionError("seed " + rules.seed() + ":" + story, broken);
        }
        if (decision instanceof Decision.Changed changed) {
            rules.check(closure, changed.change());
            closure = changed.change().after();
            changes++;
            visited.add(closure.status());
            story.append(" -> ").append(closure.status());
        }
    }

    private static Decision changed(Change change) {
        return new Decision.Changed(change);
    }

    private <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
