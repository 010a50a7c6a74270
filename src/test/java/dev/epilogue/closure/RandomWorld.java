package dev.epilogue.closure;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.CAROL;
import static dev.epilogue.testing.Sessions.holds;

import dev.epilogue.node.Credit;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.SessionReading;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Allocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A node that says anything, sensible or not. */
final class RandomWorld {

    private final Random random;
    private final SessionReading session;

    RandomWorld(Random random, SessionReading session) {
        this.random = random;
        this.session = session;
    }

    FinalState split() {
        int alice = random.nextInt(101);
        int bob = random.nextInt(101 - alice);
        return new FinalState(
                List.of(
                        holds(ALICE, String.valueOf(alice)),
                        holds(BOB, String.valueOf(bob)),
                        holds(CAROL, String.valueOf(100 - alice - bob))),
                null,
                null);
    }

    /** Near the version that the closure knows of, at its base, at its split, or with less money in it. */
    SessionReading open(Closure closure) {
        long version = Math.max(1, closure.expectedVersion() + random.nextInt(4) - (random.nextInt(6) == 0 ? 1 : 0));
        List<Allocation> rows = switch (random.nextInt(4)) {
            case 0 -> closure.round().base().allocations();
            case 1 -> List.of(holds(ALICE, "1"), holds(BOB, "2"), holds(CAROL, "3"));
            default -> closure.round().proposal().allocations();
        };
        return Sessions.at(session, version, rows.toArray(Allocation[]::new));
    }

    Evidence evidence(Closure closure, Instant now) {
        return switch (random.nextInt(12)) {
            case 0 -> new Evidence.Vanished();
            case 1, 2, 3, 4 -> closed(closure, now);
            case 5, 6, 7, 8 ->
                new Evidence.Open(Sessions.at(
                        session,
                        closure.expectedVersion(),
                        closure.round().base().allocations().toArray(Allocation[]::new)));
            default -> new Evidence.Open(open(closure));
        };
    }

    private Evidence closed(Closure closure, Instant now) {
        long ours = closure.round().base().versionNumber()
                + closure.round().required().size();
        long version = random.nextInt(3) == 0 ? ours + random.nextInt(3) - 1 : ours;
        List<Credit> credits = new ArrayList<>();
        for (SettlementLine line : Settlements.expected(closure.round())) {
            credits.add(new Credit(
                    "tx-" + credits.size(), line.participant(), line.asset(), line.amount(), now.plusSeconds(2)));
        }
        if (!credits.isEmpty() && random.nextInt(4) == 0) {
            credits.removeLast();
        }
        return new Evidence.Closed(Sessions.closedAt(session, version), credits);
    }

    List<SealedFrame> frames(Closure closure) {
        return Submissions.remaining(closure).stream()
                .map(submission -> new SealedFrame(submission.index(), random.nextInt(1_000_000), "sealed"))
                .toList();
    }

    CreditMark mark(Closure closure) {
        return closure.round().base().mark();
    }

    List<FrameOutcome> outcomes(Closure closure) {
        return Submissions.remaining(closure).stream()
                .map(submission -> outcome())
                .toList();
    }

    private FrameOutcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new FrameOutcome.Accepted();
            case 1 -> new FrameOutcome.Unknown("no answer");
            case 2 -> new FrameOutcome.NotSent("no connection");
            default -> new FrameOutcome.Refused(NodeError.values()[random.nextInt(NodeError.values().length)], "no");
        };
    }
}
