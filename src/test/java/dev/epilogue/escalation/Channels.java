package dev.epilogue.escalation;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Protection;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.signing.nitronode.HubLedger;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels as chains show them, for tests of rules. */
final class Channels {

    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    static final Duration WINDOW = Duration.ofHours(24);
    static final Instant END = START.plus(WINDOW);
    static final Hash32 ID = Keccak.hash(new byte[] {1});
    static final Address TOKEN = Address.parse("0x67a5f0b0553e22689a539b80cbe4a1cd126e2bde");
    static final Watchfulness WATCH = new Watchfulness(Duration.ofMinutes(1), 3);
    static final UUID TRANSACTION = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    static final Hash32 HASH = Keccak.hash(new byte[] {2});

    private Channels() {}

    static Protection.Target target() {
        return new Protection.Target(Sessions.ALICE, "yusd", ID, 31337, TOKEN, 6);
    }

    static Escalation row(Dialect dialect, Protection.Action action, Progress progress) {
        return new Escalation(
                UUID.randomUUID(),
                TenantId.DEFAULT,
                ClosureId.next(new Bucket((short) 1), START),
                "sandbox",
                Sessions.NODE.address(),
                dialect,
                target(),
                action,
                progress,
                1);
    }

    static ChannelOnChain open(long version, long block) {
        return channel(ChannelOnChain.Status.OPEN, version, null, START, block);
    }

    static ChannelOnChain disputed(long version, Instant now, long block) {
        return channel(ChannelOnChain.Status.CHALLENGED, version, END, now, block);
    }

    static ChannelOnChain closed(long block) {
        return channel(ChannelOnChain.Status.CLOSED, 4, null, END.plusSeconds(10), block);
    }

    static ChannelOnChain channel(
            ChannelOnChain.Status status, long version, @Nullable Instant end, Instant now, long block) {
        return new ChannelOnChain(
                ID,
                status,
                Sessions.ALICE,
                Sessions.NODE.address(),
                Sessions.ALICE,
                TOKEN,
                WINDOW,
                BigInteger.valueOf(version),
                hub(version, HubState.OPERATE, 100, 0),
                end,
                BigInteger.valueOf(100_000_000),
                BigInteger.valueOf(100_000_000),
                new BlockRef(block, hash(block), hash(block - 1), now));
    }

    static SignedState.Hub hub(long version, int intent, long allocation, long userNetFlow) {
        HubLedger ledger = new HubLedger(
                31337,
                TOKEN,
                6,
                BigInteger.valueOf(allocation).multiply(BigInteger.valueOf(1_000_000)),
                BigInteger.valueOf(userNetFlow),
                BigInteger.ZERO,
                BigInteger.valueOf(allocation)
                        .multiply(BigInteger.valueOf(1_000_000))
                        .subtract(BigInteger.valueOf(userNetFlow)));
        return new SignedState.Hub(
                new HubState(version, intent, hash(version), ledger, HubLedger.EMPTY), "0x00", "0x00");
    }

    static CoSigned coSigned(long version) {
        return new CoSigned(ID, 0, hub(version, HubState.OPERATE, 150, 0));
    }

    static Hash32 hash(long block) {
        return Keccak.hash(("block " + block).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
