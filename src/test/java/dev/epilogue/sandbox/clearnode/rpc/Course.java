package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.CloseSession;
import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.engine.Share;
import dev.epilogue.sandbox.clearnode.engine.UpdateSession;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.rpc.Method.Access;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One request's way through the node, with its faults. The work goes on when the connection is gone. */
final class Course {

    /** Changes of a session that exists: read, checked and written without a lock. */
    private static final Set<String> UNLOCKED = Set.of("submit_app_state", "close_app_session");

    private static final byte[] STRANGERS_KEY = Keccak.hash(
                    "not the broker".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .bytes();

    /** Who asks what, and in which run of the node. */
    record Visit(Peer peer, Request request, Epoch epoch) {}

    private final Node node;
    private final Peer peer;
    private final Request request;
    private final Epoch epoch;
    private final List<Fault> faults;

    Course(Node node, Visit visit, List<Fault> faults) {
        this.node = node;
        this.peer = visit.peer();
        this.request = visit.request();
        this.epoch = visit.epoch();
        this.faults = faults;
    }

    void run() {
        for (Fault fault : faults) {
            if (!mayGoOn(fault)) {
                return;
            }
        }
        try {
            answer();
        } catch (Crash crash) {
            node.crash();
        }
    }

    private void answer() {
        try {
            Method method = node.admit(peer, request);
            try {
                execute(method);
            } catch (Refusal refusal) {
                settle(method, Envelope.error(request.id(), refusal.getMessage(), node.now()), List.of());
            }
        } catch (Refusal refusal) {
            deliver(Envelope.error(request.id(), refusal.getMessage(), node.now()));
        }
    }

    /** What happens before the node looks at the request. */
    private boolean mayGoOn(Fault fault) {
        switch (fault) {
            case Fault.Delay delay -> epoch.pause(delay.by());
            case Fault.DropBefore drop -> peer.cut();
            case Fault.Refuse refuse -> node.answer(peer, Envelope.error(request.id(), refuse.text(), node.now()));
            case Fault.VersionRace update -> race(update.allocations());
            case Fault.ClosedElsewhere close -> closeElsewhere(close.allocations());
            case Fault.ForgetLogins forget -> node.forgetLogins();
            case Fault.ExpireLogins expire -> node.expireLogins();
            default -> {}
        }
        boolean ended = fault instanceof Fault.DropBefore
                || fault instanceof Fault.Refuse
                || fault instanceof Fault.Ignore
                || epoch.isOver();
        return !ended;
    }

    private void race(List<Share> allocations) {
        node.read(state -> new UpdateSession(session(), "operate", BigInteger.ZERO, allocations, Optional.empty())
                .force(state, node.now())
                .commit());
    }

    private void closeElsewhere(List<Share> allocations) {
        node.publish(node.read(state -> Pushes.balances(
                state,
                new CloseSession(session(), allocations, Optional.empty(), 0)
                        .force(state, node.now())
                        .commit()
                        .paid())));
    }

    private String session() {
        return request.session().orElseThrow(() -> new IllegalStateException("the request names no session"));
    }

    private void execute(Method method) {
        Work work = node.prepare(method, peer, request);
        linger();
        if (has(Fault.Kill.class, kill -> !kill.committed())) {
            node.kill();
        }
        if (epoch.isOver()) {
            return;
        }
        Reply reply = node.commit(work);
        if (has(Fault.Kill.class, Fault.Kill::committed)) {
            node.kill();
            return;
        }
        settle(method, Envelope.of(request.id(), reply.method(), reply.result(), node.now()), reply.after());
    }

    /** The time between checking and committing, in which others see nothing of the request and are not kept out. */
    private void linger() {
        if (UNLOCKED.contains(request.method())) {
            epoch.pause(node.settings().timing().work());
        }
        for (Fault fault : faults) {
            switch (fault) {
                case Fault.ExecuteLate late -> {
                    if (late.cut()) {
                        peer.cut();
                    }
                    epoch.pause(late.after());
                }
                case Fault.Hold hold -> hold.gate().pass();
                default -> {}
            }
        }
    }

    private void settle(Method method, Envelope answer, List<Push> after) {
        Optional<String> wallet = peer.wallet();
        boolean recorded = method.access() == Access.RECORDED || method.access() == Access.SETTLING;
        wallet.filter(known -> recorded).ifPresent(known -> node.remember(known, request, answer));
        wallet.filter(known -> method.access() == Access.SETTLING).ifPresent(node::tellBalances);
        if (after.isEmpty()) {
            deliver(answer);
        } else {
            node.uninterrupted(() -> {
                deliver(answer);
                after.forEach(push -> node.tell(peer, push));
            });
        }
    }

    private void deliver(Envelope answer) {
        if (has(Fault.DropAfter.class, fault -> true)) {
            peer.cut();
        } else if (has(Fault.WrongSignature.class, fault -> true)) {
            peer.send(answer.signed(STRANGERS_KEY));
        } else if (has(Fault.Garbage.class, fault -> true)) {
            garbage().forEach(peer::send);
        } else if (!has(Fault.LoseAnswer.class, fault -> true)) {
            node.answer(peer, told(answer));
            if (has(Fault.DuplicateAnswer.class, fault -> true)) {
                node.answer(peer, answer);
            }
        }
    }

    private Envelope told(Envelope answer) {
        return faults.stream()
                .filter(Fault.Lie.class::isInstance)
                .map(Fault.Lie.class::cast)
                .findFirst()
                .map(lie -> new Envelope(lie.told().apply(answer.res())))
                .orElse(answer);
    }

    private List<String> garbage() {
        return faults.stream()
                .filter(Fault.Garbage.class::isInstance)
                .map(fault -> ((Fault.Garbage) fault).text())
                .toList();
    }

    private <F extends Fault> boolean has(Class<F> type, java.util.function.Predicate<F> which) {
        return faults.stream().filter(type::isInstance).map(type::cast).anyMatch(which);
    }
}
