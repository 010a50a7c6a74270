package dev.epilogue.node;

import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One configured node, whatever its dialect. Reads fail with {@link NodeException}; submissions never fail, their outcome is a
 * value. Every publisher ends within a bounded time.
 */
public interface ClearNode {

    /** The name in the configuration, by which callers choose the node. */
    String name();

    NodeStatus status();

    /** The same node, its reads paid from this budget. Frames are paid as {@link Budget#PROOF} always. */
    ClearNode on(Budget budget);

    /** Asked once and remembered; it fails while something else than the configured node answers. */
    Mono<NodeIdentity> identity();

    /** The session as it is now; empty when the node does not know it. */
    Mono<SessionReading> readSession(SessionId sessionId);

    /** Like {@link #readSession}, on a connection opened for this read: no earlier frame of ours can still be in front of it. */
    Mono<SessionReading> readSessionAfresh(SessionId sessionId);

    /**
     * Whether sessions have moved, by few requests, one after the other, as far as the node's lists allow; what the lists show of other
     * sessions comes along. What cannot be told cheaply is left out.
     */
    default Flux<Glimpse> glimpse(List<Watched> sessions) {
        return Flux.fromIterable(sessions)
                .concatMap(
                        session -> readSession(session.sessionId())
                                .map(read -> new Glimpse(
                                        read.sessionId(), read.open(), read.versionNumber(), read.nodeTime())),
                        1);
    }

    /**
     * What the node records as paid from the session; on v1 each participant's newest first.
     *
     * @param since the node's clock; records of that second or later are complete, older ones may be left out. A 0.x node dates
     *     records before it shows them: there all are given, whatever {@code since} says
     */
    Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since);

    /** v1: the newest registration of {@code key} under {@code owner}, expired ones included; empty elsewhere. */
    Mono<Optional<SessionKey>> sessionKey(Address owner, Address key);

    /**
     * The exact bytes that would be submitted. Pure.
     *
     * @param signatures wire form ({@code 0x} hex, type byte included where the dialect has one), only verified ones
     */
    Frame frame(Payload payload, SessionId sessionId, List<String> signatures, Instant now);

    /**
     * Writes frames back to back on one connection that carries no reads of callers, each only while {@code deadline} has not
     * passed, and waits for their answers. One outcome per frame, in order. The frames must be stored already.
     */
    Mono<List<FrameOutcome>> submit(List<Frame> frames, SendDeadline deadline);

    /** What the node has signed about a session that it closed, as far as this process has heard it of late. */
    default List<NodeWord> words(SessionId sessionId) {
        return List.of();
    }

    /** The channels between wallets and the node. */
    NodeChannels channels();

    /**
     * 0.x: what the node makes of one signature over a frozen request. Asked only where no single signature can reach the quorum,
     * whoever the node takes its signer for: such a request changes nothing.
     *
     * @param signature wire form
     */
    default Mono<ProbeResult> probe(Payload payload, SessionId sessionId, String signature) {
        return Mono.just(new ProbeResult.Undecided("this node cannot be asked about a single signature"));
    }

    /** What the node says by itself. Never ends, never fails, drops what nobody takes in time. */
    default Flux<NodeHint> hints() {
        return Flux.never();
    }
}
