package dev.epilogue.replicas;

import dev.epilogue.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Kills, freezes and restarts until it is told to stop; what it does depends on its seed alone. */
final class Chaos implements Runnable {

    private final Random random;
    private final List<Replica> replicas;
    private final TestDatabase database;
    private final Duration freeze;
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private boolean over;
    private volatile @Nullable Throwable failure;

    /** @param freeze longer than a lease */
    Chaos(long seed, List<Replica> replicas, TestDatabase database, Duration freeze) {
        this.random = new Random(seed);
        this.replicas = replicas;
        this.database = database;
        this.freeze = freeze;
    }

    @Override
    public void run() {
        try {
            makeTrouble();
        } catch (RuntimeException | AssertionError broken) {
            failure = broken;
        }
    }

    private void makeTrouble() {
        int turn = 0;
        while (pause(Duration.ofMillis(500 + random.nextInt(1_500)))) {
            Replica victim = replicas.get(random.nextInt(replicas.size()));
            // each kind once in three, so that a short run sees them all
            switch (turn++ % 3) {
                case 0 -> kill(victim);
                case 1 -> freeze(victim);
                default -> restartDatabase();
            }
        }
    }

    private void kill(Replica victim) {
        done.add("kill " + victim);
        victim.kill();
        pause(Duration.ofMillis(random.nextInt(500)));
        victim.start();
        victim.awaitReady();
    }

    private void freeze(Replica victim) {
        done.add("freeze " + victim);
        victim.freeze();
        pause(freeze.plusMillis(random.nextInt(1_000)));
        victim.revive();
    }

    private void restartDatabase() {
        done.add("database");
        database.stop();
        pause(Duration.ofMillis(random.nextInt(1_000)));
        database.start();
    }

    /** False once it is over. */
    private synchronized boolean pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (!over) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return true;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                over = true;
            }
        }
        return false;
    }

    synchronized void stop() {
        over = true;
        notifyAll();
    }

    List<String> done() {
        return done;
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
