package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitronode.HashingOrder;
import dev.epilogue.signing.nitronode.NitronodePayloads;
import dev.epilogue.signing.nitronode.SettlementPayloads;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** v1: payloads are bound to a version and to nothing else, and the node itself refuses what is stale. */
enum NitronodeRules implements DialectRules {
    RULES;

    @Override
    public List<Allocation> ordered(List<Allocation> rows) {
        return HashingOrder.sorted(rows);
    }

    @Override
    public List<Payload> freeze(SessionReading reading, Proposal proposal, Instant deadline, Instant now) {
        List<Payload> payloads = new ArrayList<>(NitronodePayloads.freeze(
                reading.sessionId(),
                reading.versionNumber(),
                reading.allocations(),
                proposal.allocations(),
                proposal.sessionData()));
        for (Allocation entry : proposal.nonZero()) {
            payloads.addAll(predicted(payloads.size(), reading, entry));
        }
        return payloads;
    }

    /** What the participant may sign in the same visit, where its channel is known. What cannot be predicted is asked for later. */
    private static List<Payload> predicted(int firstIndex, SessionReading reading, Allocation entry) {
        return reading.states().stream()
                .filter(known -> known.state().wallet().equals(entry.participant())
                        && known.state().asset().equals(entry.asset())
                        && entry.amount().decimals() <= known.tokenDecimals())
                .findFirst()
                .map(known -> SettlementPayloads.predict(
                        firstIndex, known.state(), reading.sessionId(), entry.amount(), known.tokenDecimals()))
                .orElse(List.of());
    }

    @Override
    public Set<Address> unable(List<Member> members) {
        return Set.of();
    }

    @Override
    public Optional<Instant> signableUntil(List<Payload> payloads, NodeClock clock) {
        return Optional.empty();
    }

    @Override
    public boolean carries(Round round, Instant deadline) {
        return true;
    }

    @Override
    public Optional<NodeTime> enforceableUntil(Round round) {
        return Optional.empty();
    }

    @Override
    public Optional<NodeTime> fence(Round round) {
        return Optional.empty();
    }

    @Override
    public boolean survives(Round round, SessionReading reading) {
        return false;
    }

    @Override
    public CreditMark mark(SessionReading reading) {
        return CreditMark.since(reading.nodeTime());
    }

    @Override
    public boolean closesAtAnyVersion() {
        return false;
    }

    @Override
    public Optional<Duration> recountAfter() {
        return Optional.empty();
    }
}
