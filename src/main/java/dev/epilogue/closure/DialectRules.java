package dev.epilogue.closure;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the two dialects make different about a round. Everything else is the same for both. */
sealed interface DialectRules permits NitronodeRules, NitroRpcRules {

    static DialectRules of(Dialect dialect) {
        return switch (dialect) {
            case NITRONODE_V1 -> NitronodeRules.RULES;
            case NITRORPC_04, NITRORPC_02 -> NitroRpcRules.RULES;
        };
    }

    static DialectRules of(Closure closure) {
        return of(closure.subject().dialect());
    }

    /** The order in which rows are hashed and shown. Given: assets by symbol, participants in the definition's order. */
    List<Allocation> ordered(List<Allocation> rows);

    /**
     * The exact payloads of a round.
     *
     * @throws IllegalArgumentException when the protocol allows no safe close of such a session
     */
    List<Payload> freeze(SessionReading reading, Proposal proposal, Instant deadline, Instant now);

    /** Who cannot sign whatever they do. */
    Set<Address> unable(List<Member> members);

    /** Until when what was frozen can be signed, in database time; empty: until the deadline, whatever that is. */
    Optional<Instant> signableUntil(List<Payload> payloads, NodeClock clock);

    /** Whether what was signed can still be sent at that deadline. */
    boolean carries(Round round, Instant deadline);

    /** Until when whoever holds the signatures can use them; empty: as long as the session stays at the base version. */
    Optional<NodeTime> enforceableUntil(Round round);

    /** From when on a frame of the round cannot run any more, whatever happened to it; empty: as soon as the session has moved. */
    Optional<NodeTime> fence(Round round);

    /** Whether the round outlives an update of the session to this. */
    boolean survives(Round round, SessionReading reading);

    /** Which money records a close that follows this reading can have made. */
    CreditMark mark(SessionReading reading);

    /** Whether a close of ours may be found at a later version than the base promises. */
    boolean closesAtAnyVersion();

    /** When payments are counted once more after the close was proved: a node may book a second time later. */
    Optional<Duration> recountAfter();
}
