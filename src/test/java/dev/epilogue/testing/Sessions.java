package dev.epilogue.testing;

import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.Consensus;
import dev.epilogue.signing.nitronode.HashingOrder;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sessions, policies and proposals for tests that need some and do not care which. */
public final class Sessions {

    public static final Address ALICE = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    public static final Address BOB = Address.parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    public static final Address CAROL = Address.parse("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
    public static final NodeIdentity NODE =
            new NodeIdentity(Address.parse("0x15d34aaf54267db7d7c367839aaf71a00a2c6a65"), "v1.4.1");
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Sessions() {}

    public static SessionId id(String name) {
        return new SessionId(Keccak.hash(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Open, version 4, Alice 50 and Bob 37.5 yusd, weights 1 and 1, quorum 2. */
    public static SessionReading alicesAndBobs(String name) {
        return reading(name, 4, 2, List.of(member(ALICE, 1), member(BOB, 1)), holds(ALICE, "50"), holds(BOB, "37.5"));
    }

    public static SessionReading reading(
            String name, long version, long quorum, List<Member> members, Allocation... allocations) {
        return new SessionReading(
                id(name),
                Dialect.NITRONODE_V1,
                "closure-demo",
                true,
                version,
                quorum,
                members,
                "",
                HashingOrder.sorted(Arrays.asList(allocations)),
                Map.of("yusd", 6),
                NOON,
                NOON);
    }

    /** A 0.4 session, version 4, Alice 50 and Bob 37.5 yusd, weights 50 and 50, quorum 100; spelled in EIP-55. */
    public static SessionReading nitroRpc(String name) {
        return nitroRpc(name, checksummed(ALICE, 50), checksummed(BOB, 50));
    }

    public static SessionReading nitroRpc(String name, Member... members) {
        return new SessionReading(
                id(name),
                Dialect.NITRORPC_04,
                "closure-demo",
                true,
                4,
                100,
                List.of(members),
                "",
                List.of(holds(ALICE, "50"), holds(BOB, "37.5")),
                Map.of("yusd", 6),
                NOON,
                NOON);
    }

    public static Member checksummed(Address participant, long weight) {
        return new Member(participant, weight, participant.checksummed());
    }

    /** The same session, moved on. */
    public static SessionReading at(SessionReading reading, long version, Allocation... allocations) {
        return reading(
                reading.sessionId(),
                reading,
                version,
                true,
                reading.dialect() == Dialect.NITRONODE_V1
                        ? HashingOrder.sorted(Arrays.asList(allocations))
                        : List.of(allocations));
    }

    /** The same session, read when the node's clock showed this. */
    public static SessionReading onTheNodesClock(SessionReading reading, Instant nodeTime) {
        return new SessionReading(
                reading.sessionId(),
                reading.dialect(),
                reading.application(),
                reading.open(),
                reading.versionNumber(),
                reading.quorum(),
                reading.participants(),
                reading.sessionData(),
                reading.allocations(),
                reading.decimals(),
                reading.readAt(),
                nodeTime);
    }

    /** The same session, at a node that takes requests for so long. */
    public static SessionReading expiring(SessionReading reading, Duration messageExpiry) {
        return new SessionReading(
                reading.sessionId(),
                reading.dialect(),
                reading.application(),
                reading.open(),
                reading.versionNumber(),
                reading.quorum(),
                reading.participants(),
                reading.sessionData(),
                reading.allocations(),
                reading.decimals(),
                reading.readAt(),
                reading.nodeTime(),
                messageExpiry,
                reading.withdrawals(),
                reading.remarks(),
                reading.states());
    }

    /** The same session, closed at a version: a node then lists zeros. */
    public static SessionReading closedAt(SessionReading reading, long version) {
        List<Allocation> zeros = reading.allocations().stream()
                .map(row -> new Allocation(row.participant(), row.asset(), Amount.ZERO))
                .toList();
        return reading(reading.sessionId(), reading, version, false, zeros);
    }

    private static SessionReading reading(
            SessionId id, SessionReading like, long version, boolean open, List<Allocation> allocations) {
        return new SessionReading(
                id,
                like.dialect(),
                like.application(),
                open,
                version,
                like.quorum(),
                like.participants(),
                like.sessionData(),
                allocations,
                like.decimals(),
                NOON,
                NOON);
    }

    public static Member member(Address participant, long weight) {
        return new Member(participant, weight, participant.lowerCase());
    }

    public static Allocation holds(Address participant, String amount) {
        return new Allocation(participant, "yusd", Amount.parse(amount));
    }

    public static Policy policy(Consensus consensus) {
        return new Policy(
                consensus,
                null,
                Duration.ofHours(1),
                Duration.ofDays(1),
                null,
                Policy.OnVersionChange.NEW_ROUND,
                5,
                Policy.ChannelUpdate.VERIFY,
                Duration.ofDays(1),
                Policy.Escalation.NONE,
                Duration.ofDays(1));
    }

    public static Proposals.Request request(FinalState state, Policy policy) {
        return new Proposals.Request(TenantId.DEFAULT, "sandbox", state, policy, "table-17", "Table 17 ends");
    }

    public static Proposals.Request asItStands() {
        return request(FinalState.AS_IT_STANDS, policy(Consensus.UNANIMOUS));
    }
}
