package dev.epilogue.crash;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.sandbox.Wallet.CAROL;

import dev.epilogue.channel.update.Ask;
import dev.epilogue.channel.update.ChannelUpdate;
import dev.epilogue.channel.update.UpdateSignRequest;
import dev.epilogue.channel.update.UpdateSigning;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decline;
import dev.epilogue.closure.DeclineProof;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.closure.WaitingFor;
import dev.epilogue.crash.CrashPoints.Died;
import dev.epilogue.desk.ChannelUpdateDesk;
import dev.epilogue.desk.ClosureDesk;
import dev.epilogue.desk.ProposalDesk;
import dev.epilogue.desk.SignRequest;
import dev.epilogue.desk.SigningDesk;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Payload;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.Shards;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Mono;

/** Takes one session through a story. When the service dies, the next one goes on, and callers simply try again. */
final class Teller {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Story story;
    private final Stage stage;
    private final ClosureStore rows;
    private final SessionId session;

    Teller(Story story, Stage stage) {
        this.story = story;
        this.stage = stage;
        this.rows = new ClosureStore(stage.rows(), new Shards(stage.rows()));
        this.session = stage.node()
                .session(
                        2,
                        List.of(ALICE, BOB, CAROL),
                        Story.holds(ALICE, "20"),
                        Story.holds(BOB, "30"),
                        Story.holds(CAROL, "50"));
        story.trouble().strike(stage.node(), session);
    }

    SessionId session() {
        return session;
    }

    /**
     * @param points of the first service; the second one lives on
     * @return how many points the first one passed
     */
    int tell(CrashPoints points) {
        try (MortalService first = new MortalService(stage, points)) {
            tell(first);
            return points.passed();
        } catch (Died died) {
            try (MortalService second = new MortalService(stage, CrashPoints.none())) {
                tell(second);
            }
            return points.passed();
        }
    }

    private void tell(MortalService service) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Closure> closure = stored();
            if (closure.isPresent() && closure.get().status().ended()) {
                return;
            }
            if (closure.isEmpty()) {
                tried(() -> propose(service));
            } else if (!act(service, closure.get())) {
                service.call(Mono.delay(Duration.ofMillis(10)));
            }
        }
        throw new AssertionError(story + " came to no end: " + stored().map(Closure::work));
    }

    private Optional<Closure> stored() {
        return rows.ofSession(TenantId.DEFAULT, stage.node().address(), session)
                .next()
                .map(Loaded::closure)
                .blockOptional(PATIENCE);
    }

    private void propose(MortalService service) {
        Policy like = Sessions.policy(story.terms().consensus());
        Policy policy = new Policy(
                like.consensus(),
                null,
                story.terms().timeout(),
                like.maxDeadline(),
                null,
                like.onVersionChange(),
                like.maxRounds(),
                story.terms().channels(),
                like.settleFor(),
                like.escalation(),
                like.reopenFor());
        service.call(service.bean(ProposalDesk.class)
                .propose(
                        TenantId.DEFAULT,
                        MortalService.NODE,
                        session,
                        reading -> new Proposals.Request(
                                TenantId.DEFAULT,
                                MortalService.NODE,
                                story.terms().state(),
                                policy,
                                null,
                                null)));
    }

    /** False when there is only waiting left. */
    private boolean act(MortalService service, Closure closure) {
        return switch (closure.status()) {
            case COLLECTING -> collect(service, closure);
            case SUBMITTING -> {
                waitFor(closure, WaitingFor.FENCE);
                yield false;
            }
            case SETTLING -> {
                waitFor(closure, WaitingFor.PROOF);
                stage.lookNow(session);
                yield follow(service, closure);
            }
            default -> false;
        };
    }

    /**
     * A lost 0.x frame is over only when its time is, and 0.x payments are counted once more half a minute later. What happened to a
     * channel is looked for after a minute where the service died that was to tell of it.
     */
    private void waitFor(Closure closure, WaitingFor what) {
        if (closure.work().waitingFor() == what) {
            stage.letTimePass(session);
        }
    }

    private boolean collect(MortalService service, Closure closure) {
        Optional<Wallet> next = story.willing().stream()
                .filter(wallet -> closure.consentOf(wallet.address()).isEmpty())
                .findFirst();
        if (next.isPresent()) {
            tried(() -> sign(service, closure, next.get()));
            return true;
        }
        story.afterwards().ifPresent(last -> tried(() -> afterwards(service, closure, last)));
        return story.afterwards().isPresent();
    }

    /** Signs what is asked of a willing participant for its channel. */
    private boolean follow(MortalService service, Closure closure) {
        Optional<Wallet> asked = story.willing().stream()
                .filter(wallet ->
                        Remains.asked(stage, session).contains(wallet.address().checksummed()))
                .findFirst();
        asked.ifPresent(wallet -> tried(() -> {
            List<dev.epilogue.channel.update.Loaded> updates = service.call(service.bean(ChannelUpdateDesk.class)
                    .toSign(new Reach.Tenant(TenantId.DEFAULT), wallet.address(), 10));
            updates.forEach(loaded -> sign(service, loaded.update(), wallet));
        }));
        return asked.isPresent();
    }

    private static void sign(MortalService service, ChannelUpdate update, Wallet wallet) {
        Ask ask = update.ask().orElseThrow();
        List<String> signatures = wallet.sign(ask.required());
        UpdateSignRequest request = new UpdateSignRequest(wallet.address(), ask.round(), signatures, List.of());
        service.call(service.bean(UpdateSigning.class).sign(TenantId.DEFAULT, update.id(), request));
    }

    /** What comes too late for its round is looked at anew; what could not be reached is called again. */
    private static void tried(Runnable call) {
        try {
            call.run();
        } catch (ProblemException | NodeException | DataAccessException answered) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void sign(MortalService service, Closure closure, Wallet wallet) {
        List<Payload> optional = story.terms().oneVisit() ? closure.round().optional(wallet.address()) : List.of();
        List<SignRequest.Optional> along = optional.stream()
                .map(payload -> new SignRequest.Optional(
                        payload.index(), wallet.sign(payload.digest()).hex()))
                .toList();
        List<String> signatures = wallet.sign(closure.round().required());
        SignRequest request = new SignRequest(wallet.address(), closure.round().number(), signatures, null, along);
        service.call(service.bean(SigningDesk.class).sign(TenantId.DEFAULT, closure.id(), request));
    }

    private static void afterwards(MortalService service, Closure closure, Story.Last last) {
        switch (last) {
            case BOB_DECLINES -> decline(service, closure, BOB.address());
            case CANCELLED ->
                service.call(service.bean(ClosureDesk.class)
                        .cancel(TenantId.DEFAULT, closure.id(), "NO_LONGER_NEEDED", Optional.empty()));
        }
    }

    private static void decline(MortalService service, Closure closure, Address bob) {
        String origin = "http://localhost:8080";
        int round = closure.round().number();
        String text = "Epilogue decline\nservice: %s\nclosure: %s\nround: %d\nsession: %s\nreason: %s"
                .formatted(origin, closure.id(), round, closure.subject().sessionId(), "no");
        service.call(service.bean(SigningDesk.class)
                .decline(
                        TenantId.DEFAULT,
                        closure.id(),
                        round,
                        new Decline(bob, "no", Instant.EPOCH, null, new DeclineProof(origin, BOB.signText(text)))));
    }
}
