package dev.epilogue.replicas;

import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kills, freezes and restarts, each once in every turn, until its time is over or it is told to stop; the first turn is always
 * finished. Whom it meets and when depends on its seed, what it does in which order does not. It leaves every instance running.
 */
final class Chaos implements Runnable {

    private final Random random;
    private final Cluster cluster;
    private final List<String> kinds;
    private final Duration longest;
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private int troubles;
    private volatile @Nullable Throwable failure;

    /** @param longest after which what is left may come to its end in peace */
    Chaos(long seed, Cluster cluster, Duration longest) {
        this(seed, cluster, longest, List.of("kill", "freeze", "database"));
    }

    /** @param kinds in the order in which they come */
    Chaos(long seed, Cluster cluster, Duration longest, List<String> kinds) {
        this.random = new Random(seed);
        this.cluster = cluster;
        this.longest = longest;
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public void run() {
        try {
            makeTrouble();
            cluster.replicas().forEach(Replica::awaitReady);
        } catch (RuntimeException | AssertionError broken) {
            failure = broken;
        }
    }

    private void makeTrouble() {
        long until = System.nanoTime() + longest.toNanos();
        pause(Duration.ofMillis(500));
        while (troubles < kinds.size() || (over.getCount() > 0 && System.nanoTime() < until)) {
            cluster.replicas().forEach(Replica::startIfEnded);
            Replica victim =
                    cluster.replicas().get(random.nextInt(cluster.replicas().size()));
            switch (kinds.get(troubles % kinds.size())) {
                case "kill" -> kill(victim);
                case "freeze" -> freeze(victim);
                case "database" -> restartDatabase();
                case "move" -> moveShard();
                case "arrive" -> arriveWithoutAWorker(victim);
                default -> throw new IllegalStateException("no such trouble");
            }
            troubles++;
            pause(Duration.ofMillis(500 + random.nextInt(1_500)));
        }
    }

    /** Who starts is not killed in the middle of it: on a slow machine nobody would ever serve. */
    private void kill(Replica victim) {
        if (troubles > 0) {
            cluster.replicas().forEach(Replica::awaitReady);
        }
        done.add("kill " + victim);
        victim.kill();
        pause(Duration.ofMillis(random.nextInt(500)));
        victim.start();
    }

    /** A freeze that ended before the lease would prove nothing: this one is never cut short. */
    private void freeze(Replica victim) {
        done.add("freeze " + victim);
        Duration frozen = Cluster.LEASE.plusMillis(1_000 + random.nextInt(1_000));
        victim.freeze();
        CompletableFuture.runAsync(
                        victim::revive, CompletableFuture.delayedExecutor(frozen.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    private void restartDatabase() {
        done.add("database");
        TestDatabase database = cluster.database();
        database.stop();
        pause(Duration.ofMillis(random.nextInt(1_000)));
        database.start();
    }

    /** Starts while a part of the database is away, and is ready for the rest. */
    private void arriveWithoutAWorker(Replica victim) {
        cluster.replicas().forEach(Replica::awaitReady);
        done.add("arrive " + victim);
        TestDatabase database = cluster.database();
        database.stop();
        victim.kill();
        victim.startOnce();
        database.start();
    }

    private void moveShard() {
        done.add("move");
        cluster.database().moveShard();
    }

    /** Shorter where it is told to stop meanwhile. */
    private void pause(Duration time) {
        try {
            over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            over.countDown();
        }
    }

    void stop() {
        over.countDown();
    }

    /** How often each kind. */
    Map<String, Long> counted() {
        return done.stream()
                .collect(Collectors.groupingBy(what -> what.split(" ")[0], TreeMap::new, Collectors.counting()));
    }

    /** Null where it could do its work to the end. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
