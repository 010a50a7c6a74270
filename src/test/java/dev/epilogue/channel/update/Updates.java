package dev.epilogue.channel.update;

import static dev.epilogue.testing.Sessions.ALICE;
import static dev.epilogue.testing.Sessions.NODE;
import static dev.epilogue.testing.Sessions.NOON;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Policy.ChannelUpdate;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitronode.ChannelLedger;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.signing.nitronode.Transition;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channel updates and what nodes show of channels, for tests of the rules. */
final class Updates {

    static final Hash32 CHANNEL = Keccak.hash("channel".getBytes(StandardCharsets.US_ASCII));
    static final SessionId SESSION = new SessionId(Keccak.hash("session".getBytes(StandardCharsets.US_ASCII)));
    static final Address TOKEN = Address.parse("0x67a5f0b0553e22689a539b80cbe4a1cd126e2bde");
    static final Amount CREDIT = Amount.parse("50");

    private Updates() {}

    static dev.epilogue.channel.update.ChannelUpdate of(ChannelUpdate mode) {
        boolean states = mode == ChannelUpdate.ACKNOWLEDGE || mode == ChannelUpdate.CHECKPOINT;
        Bucket bucket = new Bucket((short) 1);
        ChannelOrder order = new ChannelOrder(
                TenantId.DEFAULT,
                ClosureId.next(bucket, NOON),
                "sandbox",
                NODE.address(),
                states ? Dialect.NITRONODE_V1 : Dialect.NITRORPC_04,
                ALICE,
                "yusd",
                null,
                CREDIT,
                mode,
                NOON.plus(Duration.ofHours(1)));
        return dev.epilogue.channel.update.ChannelUpdate.opened(ChannelUpdateId.next(bucket, NOON), order, NOON);
    }

    /** Before the close: 100 of the wallet's, in a channel. */
    static ChannelState before() {
        ChannelLedger ledger =
                new ChannelLedger(31337, TOKEN, Amount.parse("100"), Amount.parse("100"), Amount.ZERO, Amount.ZERO);
        Transition deposit = new Transition(10, Hash32.of(new byte[32]), CHANNEL.hex(), Amount.parse("100"));
        return new ChannelState(ALICE, "yusd", 0, 3, CHANNEL, deposit, ledger, null);
    }

    static ChannelState release() {
        return before().released(SESSION, CREDIT).orElseThrow();
    }

    static NodeState shown(ChannelState state, boolean byUser, boolean byNode) {
        return new NodeState(
                state, state.packed(6, 6).orElse(null), 6, byUser ? "0xaa" : null, byNode ? "0xbb" : null, List.of());
    }

    static NodeChannel channel(NodeChannel.Status status) {
        return channel(status, null);
    }

    static NodeChannel channel(NodeChannel.Status status, @Nullable BigInteger raw) {
        return new NodeChannel(
                CHANNEL, ALICE, ALICE, "yusd", 31337, TOKEN, Duration.ofHours(1), status, 1, null, 1, null, null, raw);
    }

    static Signed signed(int round, Payload payload) {
        return new Signed(
                round,
                payload.index(),
                payload.purpose(),
                ALICE,
                payload.digest(),
                payload.digest(),
                "sealed",
                NOON,
                null,
                null);
    }
}
