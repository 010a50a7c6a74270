package dev.epilogue.journal;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Transactions that begin, write and end in a random order, none ever waiting for another's row. */
final class Schedule {

    private static final int TRANSACTIONS = 5;

    private final Random random;
    private final List<ClosureId> closures;
    private final List<Open> open = new ArrayList<>();
    private final Set<ClosureId> locked = new HashSet<>();
    private int committed;

    Schedule(Random random, List<ClosureId> closures, TestDatabase database) {
        this.random = random;
        this.closures = closures;
        for (int i = 0; i < TRANSACTIONS; i++) {
            open.add(new Open(new Writer(database)));
        }
    }

    private static final class Open {
        private final Writer writer;
        private final Set<ClosureId> holds = new HashSet<>();
        private int events;

        Open(Writer writer) {
            this.writer = writer;
        }
    }

    void step() {
        Open transaction = open.get(random.nextInt(TRANSACTIONS));
        switch (random.nextInt(8)) {
            case 0 -> transaction.writer.begin();
            case 1, 2 -> commit(transaction);
            case 3 -> rollback(transaction);
            default -> append(transaction);
        }
    }

    void finish() {
        for (Open transaction : open) {
            commit(transaction);
            transaction.writer.close();
        }
    }

    int committed() {
        return committed;
    }

    private void append(Open transaction) {
        ClosureId id = closures.get(random.nextInt(closures.size()));
        if (transaction.holds.contains(id) || locked.add(id)) {
            transaction.holds.add(id);
            transaction.writer.append(id, "a.thing");
            transaction.events++;
        }
    }

    private void commit(Open transaction) {
        transaction.writer.commit();
        committed += transaction.events;
        end(transaction);
    }

    private void rollback(Open transaction) {
        transaction.writer.rollback();
        end(transaction);
    }

    private void end(Open transaction) {
        locked.removeAll(transaction.holds);
        transaction.holds.clear();
        transaction.events = 0;
    }
}
