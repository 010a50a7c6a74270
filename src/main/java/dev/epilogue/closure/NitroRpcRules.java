package dev.epilogue.closure;

import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitrorpc.NitroRpcPayloads;
import dev.epilogue.signing.nitrorpc.OpenSession;
import dev.epilogue.signing.nitrorpc.SigningWindow;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** 0.x: one request, bound to a time and to no version; whatever was sent may run until that time has passed. */
enum NitroRpcRules implements DialectRules {
    RULES;

    /**
     * The margin holds the time in which a closure may be sent after its deadline. The expiry is that of every known
     * deployment, where a node is not configured otherwise; the skew is more than a measured offset can be wrong.
     */
    private static final SigningWindow WINDOW = new SigningWindow(
            Lifetime.SUBMIT_GRACE.plusMinutes(5),
            Duration.ofHours(24),
            SigningWindow.NODE_EXPIRY,
            Duration.ofSeconds(5));

    private static final Duration RECOUNT = Duration.ofSeconds(30);
    private static final long IDS = (1L << 53) - NitroRpcPayloads.LOWEST_FROZEN_ID;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public List<Allocation> ordered(List<Allocation> rows) {
        return List.copyOf(rows);
    }

    @Override
    public List<Payload> freeze(SessionReading reading, Proposal proposal, Instant deadline, Instant now) {
        OpenSession session = new OpenSession(
                reading.sessionId(),
                reading.versionNumber(),
                reading.participants().stream().map(Member::spelling).toList(),
                reading.allocations());
        NodeClock clock = NodeClock.of(reading, now);
        long timestamp = WINDOW.timestamp(clock.at(deadline).instant(), reading.nodeTime());
        return NitroRpcPayloads.freeze(
                session,
                proposal.allocations(),
                proposal.sessionData(),
                NitroRpcPayloads.LOWEST_FROZEN_ID + RANDOM.nextLong(IDS),
                timestamp);
    }

    /** The node compares signers with the definition's text: whoever is not spelled in EIP-55 there never matches. */
    @Override
    public Set<Address> unable(List<Member> members) {
        return members.stream()
                .filter(member -> !member.spelling().equals(member.participant().checksummed()))
                .map(Member::participant)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Instant> signableUntil(List<Payload> payloads, NodeClock clock) {
        return Optional.of(clock.onDatabase(new NodeTime(WINDOW.signableUntil(timestamp(payloads)))));
    }

    @Override
    public boolean carries(Round round, Instant deadline) {
        Instant onTheNode = NodeClock.of(round.base()).at(deadline).instant();
        return WINDOW.fits(onTheNode, timestamp(round.payloads()));
    }

    @Override
    public Optional<NodeTime> enforceableUntil(Round round) {
        return Optional.of(new NodeTime(window(round).executableUntil(timestamp(round.payloads()))));
    }

    @Override
    public Optional<NodeTime> fence(Round round) {
        return Optional.of(new NodeTime(window(round).fence(timestamp(round.payloads()))));
    }

    /** A close binds the amounts, not the version. */
    @Override
    public boolean survives(Round round, SessionReading reading) {
        return round.base().allocations().equals(reading.allocations());
    }

    @Override
    public CreditMark mark(SessionReading reading) {
        return CreditMark.except(reading.withdrawals());
    }

    @Override
    public boolean closesAtAnyVersion() {
        return true;
    }

    @Override
    public Optional<Duration> recountAfter() {
        return Optional.of(RECOUNT);
    }

    private static SigningWindow window(Round round) {
        Duration expiry = round.base().messageExpiry();
        return expiry == null ? WINDOW : WINDOW.withExpiry(expiry);
    }

    private static long timestamp(List<Payload> payloads) {
        return Objects.requireNonNull(payloads.getFirst().request(), "a 0.x payload is a frozen request")
                .timestamp();
    }
}
