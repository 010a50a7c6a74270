package dev.epilogue.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.Protection.Status;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one channel: others dispute, answer and pay out, blocks vanish, our transactions are mined late, revert or are taken
 * back. An escalation and a watch look at it as their own rules say. No live dispute is ever without a next look before its end, and none
 * that something newer is held against outlives a quiet time.
 */
class DisputeHistoriesTest {

    private static final long SEED = Long.getLong("epilogue.seed", 20261129L);
    private static final int HISTORIES = 1_500;
    private static final int STEPS = 120;
    private static final Duration BLOCK = Duration.ofMinutes(2);
    private static final Duration WINDOW = Duration.ofHours(2);
    private static final Watchfulness WATCH = new Watchfulness(Duration.ofMinutes(5), 3);

    @Test
    void noLiveDisputeIsEverWithoutANextLookBeforeItsEnd() {
        System.out.println("seed " + SEED);
        for (int number = 0; number < HISTORIES; number++) {
            new History(SEED + number).run();
        }
    }

    /** What the contract has stored. */
    private record Stored(
            ChannelOnChain.Status status,
            long version,
            @Nullable Instant end) {}

    private record Block(long number, Hash32 hash, Instant time, Stored stored) {}

    /** A transaction of ours. */
    private static final class Sent {
        private final Step step;
        private final long version;
        private @Nullable Long block;
        private @Nullable Hash32 blockHash;
        private boolean reverted;
        private boolean withdrawn;

        Sent(Step step, long version) {
            this.step = step;
            this.version = version;
        }
    }

    private static final class History {

        private final long seed;
        private final Random random;
        private final Dialect dialect;
        private final List<Block> chain = new ArrayList<>();
        private final Map<String, Sent> transactions = new HashMap<>();
        private final Map<UUID, Sent> byId = new HashMap<>();
        private long newest;
        private boolean quiet;

        private Escalation row;
        private @Nullable Instant rowLook;
        private Watch watch;
        private @Nullable Instant watchLook;
        private Instant now = Channels.START;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.dialect = random.nextInt(4) == 0 ? Dialect.NITRORPC_04 : Dialect.NITRONODE_V1;
            this.newest = 4 + random.nextInt(3);
            Action action = dialect == Dialect.NITRONODE_V1
                    ? Action.values()[random.nextInt(Action.values().length)]
                    : random.nextBoolean() ? Action.CHALLENGE : Action.FINALISE;
            this.row = Channels.row(dialect, action, Progress.PLANNED);
            this.watch = new Watch(
                    new UUID(0, seed),
                    TenantId.DEFAULT,
                    "sandbox",
                    Sessions.NODE.address(),
                    dialect,
                    Channels.target(),
                    Watch.EnrolledBy.PACK,
                    Watch.Progress.NONE);
            mine(new Stored(ChannelOnChain.Status.OPEN, 4, null));
            mine(head().stored());
            rowLook = now;
            watchLook = now;
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step(step);
            }
            quiet = true;
            for (int step = 0; step < 3 * WINDOW.dividedBy(BLOCK); step++) {
                step(STEPS + step);
            }
            assertThat(head().stored().status() == ChannelOnChain.Status.CHALLENGED && answerable())
                    .as("a dispute with an old state outlives a quiet time, history %d: %s", seed, head())
                    .isFalse();
            assertThat(row.progress().status().pending() && head().stored().end() != null)
                    .as("an expired dispute is paid out by whoever waits for it, history %d: %s", seed, row.progress())
                    .isFalse();
        }

        private void step(int step) {
            now = now.plus(BLOCK);
            List<Sent> taken = transactions.values().stream()
                    .filter(sent -> sent.block == null && !sent.withdrawn && (quiet || random.nextInt(3) == 0))
                    .toList();
            Stored stored = quiet ? head().stored() : others(head().stored());
            for (Sent sent : taken) {
                stored = execute(sent, stored);
            }
            mine(stored);
            if (!quiet && random.nextInt(12) == 0) {
                reorganise(1 + random.nextInt(WATCH.confirmations() - 1));
            }
            look();
            lookedAfter(step);
        }

        private boolean live() {
            Instant end = head().stored().end();
            return end != null && !Windows.over(dialect, now, end);
        }

        private boolean answerable() {
            Stored stored = head().stored();
            return stored.end() != null
                    && mayAnswer() > stored.version()
                    && Windows.answerable(dialect, now, stored.end());
        }

        /** 0.x keeps no states. */
        private long mayAnswer() {
            return dialect == Dialect.NITRONODE_V1 ? newest : 0;
        }

        private void lookedAfter(int step) {
            Instant end = head().stored().end();
            if (end == null || !live()) {
                return;
            }
            Instant next = watchLook;
            if (rowLook != null && (next == null || rowLook.isBefore(next))) {
                next = rowLook;
            }
            assertThat(next)
                    .as("a live dispute is looked at before its end, history %d, step %d: %s", seed, step, head())
                    .isNotNull()
                    .isBeforeOrEqualTo(end.plusSeconds(2));
        }

        /** What others do in one block. */
        private Stored others(Stored stored) {
            if (random.nextInt(6) == 0) {
                newest++;
            }
            return switch (random.nextInt(10)) {
                case 0, 1 -> {
                    long with = stored.version() + random.nextInt((int) Math.max(1, newest - stored.version() + 1));
                    yield stored.status() == ChannelOnChain.Status.OPEN
                            ? new Stored(ChannelOnChain.Status.CHALLENGED, with, now.plus(WINDOW))
                            : stored;
                }
                case 2 ->
                    stored.status() != ChannelOnChain.Status.CLOSED
                                    && newest > stored.version()
                                    && (stored.end() == null || Windows.answerable(dialect, now, stored.end()))
                            ? new Stored(ChannelOnChain.Status.OPEN, stored.version() + 1, null)
                            : stored;
                case 3 ->
                    stored.end() != null && Windows.over(dialect, now, stored.end()) && random.nextInt(4) == 0
                            ? new Stored(ChannelOnChain.Status.CLOSED, stored.version(), null)
                            : stored;
                default -> stored;
            };
        }

        private Stored execute(Sent sent, Stored stored) {
            Stored after = effect(sent.step, sent.version, stored, now);
            sent.reverted = after == null;
            sent.block = head().number() + 1;
            return after == null ? stored : after;
        }

        private @Nullable Stored effect(Step step, long version, Stored stored, Instant at) {
            return switch (step) {
                case CHECKPOINT ->
                    stored.status() != ChannelOnChain.Status.CLOSED
                                    && version > stored.version()
                                    && (stored.end() == null || Windows.answerable(dialect, at, stored.end()))
                            ? new Stored(ChannelOnChain.Status.OPEN, version, null)
                            : null;
                case CHALLENGE ->
                    stored.status() == ChannelOnChain.Status.OPEN && version >= stored.version()
                            ? new Stored(ChannelOnChain.Status.CHALLENGED, version, at.plus(WINDOW))
                            : null;
                case CLOSE ->
                    stored.end() != null && Windows.over(dialect, at, stored.end())
                            ? new Stored(ChannelOnChain.Status.CLOSED, stored.version(), null)
                            : null;
            };
        }

        private Block head() {
            return chain.getLast();
        }

        private void mine(Stored stored) {
            long number = chain.isEmpty() ? 10 : head().number() + 1;
            Hash32 hash = Keccak.hash(("block " + number + random.nextLong()).getBytes(StandardCharsets.US_ASCII));
            chain.add(new Block(number, hash, now, stored));
            transactions.values().stream()
                    .filter(sent -> sent.block != null && sent.block == number && sent.blockHash == null)
                    .forEach(sent -> sent.blockHash = hash);
        }

        /** Other blocks take the place of the last ones: what was in them is in the pool again. */
        private void reorganise(int depth) {
            long keep = head().number() - depth;
            if (keep < 11) {
                return;
            }
            chain.removeIf(block -> block.number() > keep);
            transactions.values().stream()
                    .filter(sent -> sent.block != null && sent.block > keep)
                    .forEach(sent -> {
                        sent.block = null;
                        sent.blockHash = null;
                        sent.reverted = false;
                    });
            for (int again = 0; again <= depth; again++) {
                mine(head().stored());
            }
        }

        private void look() {
            if (rowLook != null && !rowLook.isAfter(now)) {
                lookAtRow();
            }
            if (watchLook != null && !watchLook.isAfter(now)) {
                lookAtWatch();
            }
        }

        private void lookAtRow() {
            Sighting sighting = row.progress().sighting();
            Sight sight = new Sight(
                    channel(),
                    sighting == null ? null : hashOf(sighting.block()),
                    dialect == Dialect.NITRONODE_V1 ? BigInteger.valueOf(newest) : null,
                    BigInteger.valueOf(newest),
                    standing(row.progress().transactionId()),
                    ending());
            Move move = Course.of(row, sight, WATCH);
            row = row.at(move.progress());
            switch (move) {
                case Move.Rest rest -> rowLook = now.plus(rest.pause());
                case Move.TakeBack back -> {
                    withdraw(row.progress().transactionId());
                    rowLook = now.plusSeconds(5);
                }
                case Move.Over over -> rowLook = null;
                case Move.Send send -> send(send);
            }
        }

        private void send(Move.Send send) {
            long version = send.step() == Step.CLOSE ? head().stored().version() : newest;
            if (effect(send.step(), version, head().stored(), now.plus(BLOCK)) == null) {
                row = send.begins()
                        ? row.at(row.progress().draft().status(Status.REFUSED).done())
                        : row;
                rowLook = send.begins() ? null : now.plusSeconds(5);
                return;
            }
            row = row.at(
                    row.progress().draft().intends(BigInteger.valueOf(version)).done());
            UUID id = asked(row.key(send.step()), send.step(), version);
            row = row.at(row.progress().draft().transaction(id).done());
            rowLook = now.plusSeconds(5);
        }

        private void lookAtWatch() {
            Sighting sighting = watch.progress().sighting();
            Guarding.Sight sight = new Guarding.Sight(
                    channel(),
                    sighting == null ? null : hashOf(sighting.block()),
                    dialect == Dialect.NITRONODE_V1 ? BigInteger.valueOf(newest) : null,
                    standing(watch.progress().transactionId()),
                    row.progress().status().pending(),
                    true);
            Guarding.Next next = Guarding.next(watch, sight, WATCH);
            watch = watch.at(next.progress());
            switch (next) {
                case Guarding.Next.Look look -> watchLook = now.plus(look.pause());
                case Guarding.Next.Closed closed -> watchLook = null;
                case Guarding.Next.Answer answer -> {
                    UUID id = asked(
                            watch.key(answer.disputeEndsAt(), answer.version()),
                            Step.CHECKPOINT,
                            answer.version().longValueExact());
                    watch = watch.at(watch.progress().sent(answer.version(), id));
                    watchLook = now.plusSeconds(5);
                }
            }
        }

        private UUID asked(String key, Step step, long version) {
            Sent sent = transactions.computeIfAbsent(key, unknown -> new Sent(step, version));
            UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
            byId.put(id, sent);
            if (!quiet && random.nextInt(20) == 0) {
                withdraw(id);
            }
            return id;
        }

        private void withdraw(@Nullable UUID id) {
            Sent sent = id == null ? null : byId.get(id);
            if (sent != null && sent.block == null) {
                sent.withdrawn = true;
            }
        }

        private Standing standing(@Nullable UUID id) {
            Sent sent = id == null ? null : byId.get(id);
            if (sent == null) {
                return Standing.NONE;
            }
            Standing.State state = Standing.State.UNDER_WAY;
            if (sent.withdrawn) {
                state = Standing.State.WITHDRAWN;
            } else if (sent.block != null && head().number() - sent.block + 1 >= WATCH.confirmations()) {
                state = sent.reverted ? Standing.State.REVERTED : Standing.State.CONFIRMED;
            }
            return new Standing(state, Channels.HASH, null, sent.block);
        }

        private @Nullable Ending ending() {
            return head().stored().status() == ChannelOnChain.Status.CLOSED
                    ? new Ending(now, Amount.ZERO, Amount.ZERO)
                    : null;
        }

        private @Nullable Hash32 hashOf(long number) {
            return chain.stream()
                    .filter(block -> block.number() == number)
                    .map(Block::hash)
                    .findFirst()
                    .orElse(null);
        }

        private ChannelOnChain channel() {
            Stored stored = head().stored();
            return new ChannelOnChain(
                    Channels.ID,
                    stored.status(),
                    Sessions.ALICE,
                    Sessions.NODE.address(),
                    Sessions.ALICE,
                    Channels.TOKEN,
                    WINDOW,
                    BigInteger.valueOf(stored.version()),
                    null,
                    stored.end(),
                    BigInteger.TEN,
                    BigInteger.TEN,
                    new BlockRef(head().number(), head().hash(), head().hash(), head().time()));
        }
    }
}
