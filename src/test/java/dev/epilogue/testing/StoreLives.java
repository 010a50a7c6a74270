package dev.epilogue.testing;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.BOB;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.alicesAndBobs;
import static dev.epilogue.testing.Sessions.asItStands;

import dev.epilogue.closure.AcceptedSignature;
import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Consent;
import dev.epilogue.closure.Consents;
import dev.epilogue.closure.Decision;
import dev.epilogue.closure.Pace;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.SealedFrame;
import dev.epilogue.closure.Submissions;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.store.Away;
import dev.epilogue.store.Claim;
import dev.epilogue.store.Claimed;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Guard;
import dev.epilogue.store.LeaseStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.store.Shards;
import dev.epilogue.store.Written;
import dev.epilogue.value.Address;
import dev.epilogue.value.Keccak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Closures that live in the database alone, with everything that the service would write for them: proposal, two signatures,
 * claim, intent, answer, and a last finding. Seven writes, without HTTP and without a node.
 */
public final class StoreLives implements AutoCloseable {

    public static final int WRITES_EACH = 7;

    private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(10), 3);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLAIMED_AT_ONCE = 64;
    private static final long PAUSE_NANOS = 2_000_000;

    private final ClosureStore store;
    private final LeaseStore leases;
    private final Map<ClosureId, CompletableFuture<Claim>> claims = new ConcurrentHashMap<>();
    private final AtomicLong sessions = new AtomicLong();
    private final Thread claiming;
    private volatile boolean over;

    public StoreLives(DatabaseClient client) {
        this(client, new Shards(client));
    }

    /** @param shards how the tables are taken to lie */
    public StoreLives(DatabaseClient client, Shards shards) {
        store = new ClosureStore(client, shards);
        leases = new LeaseStore(client, shards);
        claiming = Thread.ofVirtual().start(this::claim);
    }

    /** Blocks until each client has seen its closures to their end, one after the other. */
    public void live(int clients, int closuresEach) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(IntStream.range(0, clients)
                            .mapToObj(client -> CompletableFuture.runAsync(
                                    () -> IntStream.range(0, closuresEach)
                                            .forEach(number -> live("life-" + sessions.incrementAndGet())),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private void live(String session) {
        Change proposal = Proposals.propose(asItStands(), alicesAndBobs(session), NODE, Instant.now());
        store.create(proposal, "wrapped").block(PATIENCE);
        Closure once = stored(signature(proposal.after(), ALICE), new Guard.Caller());
        Closure ready = stored(signature(once, BOB), new Guard.Caller());
        Claim claim = claims.computeIfAbsent(ready.id(), id -> new CompletableFuture<>())
                .join();
        Guard held = new Guard.Worker(claim.epoch(), claim.until());
        Loaded loaded = store.find(ready.tenant(), ready.id()).block(PATIENCE);
        Closure sent = stored(
                Submissions.intend(
                        loaded.closure(),
                        List.of(new SealedFrame(0, 4711, "sealed")),
                        ready.round().base().mark(),
                        loaded.now()),
                held);
        Closure answered =
                stored(Submissions.answered(sent, List.of(new FrameOutcome.Accepted()), PACE, loaded.now()), held);
        stored(Submissions.unread(answered, "over", PACE, loaded.now()), new Guard.Worker(claim.epoch(), null));
    }

    private Closure stored(Change change, Guard guard) {
        Written written = store.write(change, guard).block(PATIENCE);
        if (written != Written.STORED) {
            throw new IllegalStateException(written + ": " + change.after().status());
        }
        return change.after();
    }

    private static Change signature(Closure closure, Address participant) {
        Instant now = Instant.now();
        AcceptedSignature signature = new AcceptedSignature(
                1,
                0,
                participant,
                participant,
                SignatureKind.WALLET,
                false,
                1,
                closure.round().required().getFirst().digest(),
                Keccak.hash(participant.bytes()),
                now,
                null,
                "sealed".repeat(40),
                "key",
                "jws".repeat(100));
        Consent consent = new Consent(participant, participant, 1, false, now, null);
        return ((Decision.Changed) Consents.accept(closure, consent, List.of(signature), 1, now)).change();
    }

    private void claim() {
        while (!over) {
            List<Claim> due = leases.claimDue("lives", LEASE, CLAIMED_AT_ONCE, Away.none(), Set.of())
                    .map(Claimed::claim)
                    .collectList()
                    .block(PATIENCE);
            due.forEach(each -> claims.computeIfAbsent(each.closure(), id -> new CompletableFuture<>())
                    .complete(each));
            if (due.isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            claiming.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
