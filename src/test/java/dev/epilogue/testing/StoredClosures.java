package dev.epilogue.testing;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Lifetime;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.journal.Wakeups;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Guard;
import java.time.Duration;

/** Closures of a running service that no node needs to know: proposed and ended straight at its store. Blocks. */
public final class StoredClosures {

    private StoredClosures() {}

    /** Of Alice and Bob, with its first two events. */
    public static Closure propose(RunningEpilogue instance, String session) {
        return propose(instance, TenantId.DEFAULT, session);
    }

    public static Closure propose(RunningEpilogue instance, TenantId tenant, String session) {
        ClosureStore store = instance.bean(ClosureStore.class);
        Proposals.Request asItStands = Sessions.asItStands();
        Change change = Proposals.propose(
                new Proposals.Request(
                        tenant,
                        asItStands.node(),
                        asItStands.finalState(),
                        asItStands.policy(),
                        asItStands.reference(),
                        asItStands.memo()),
                Sessions.alicesAndBobs(session),
                Sessions.NODE,
                store.now().block());
        store.create(change, "wrapped").block();
        instance.bean(Wakeups.class).changed(change.after().id());
        return change.after();
    }

    /** Its last two events. */
    public static void cancel(RunningEpilogue instance, Closure closure) {
        ClosureStore store = instance.bean(ClosureStore.class);
        Decision decision =
                Lifetime.cancel(closure, "over", Duration.ZERO, store.now().block());
        store.write(((Decision.Changed) decision).change(), new Guard.Caller()).block();
        instance.bean(Wakeups.class).changed(closure.id());
    }
}
