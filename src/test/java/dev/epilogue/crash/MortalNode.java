package dev.epilogue.crash;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeHint;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.ProbeResult;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A node on whose every call the service can die. */
record MortalNode(ClearNode real, CrashPoints points) implements ClearNode {

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public ClearNode on(Budget budget) {
        return new MortalNode(real.on(budget), points);
    }

    @Override
    public NodeStatus status() {
        return real.status();
    }

    @Override
    public Mono<NodeIdentity> identity() {
        return real.identity();
    }

    @Override
    public Mono<SessionReading> readSession(SessionId sessionId) {
        return points.before("readSession", real.readSession(sessionId));
    }

    @Override
    public Mono<SessionReading> readSessionAfresh(SessionId sessionId) {
        return points.before("readSessionAfresh", real.readSessionAfresh(sessionId));
    }

    @Override
    public Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since) {
        return points.before("credits", real.credits(sessionId, participants, since));
    }

    @Override
    public Mono<Optional<SessionKey>> sessionKey(Address owner, Address key) {
        return points.before("sessionKey", real.sessionKey(owner, key));
    }

    @Override
    public Frame frame(Payload payload, SessionId sessionId, List<String> signatures, Instant now) {
        return real.frame(payload, sessionId, signatures, now);
    }

    @Override
    public Mono<List<FrameOutcome>> submit(List<Frame> frames, SendDeadline deadline) {
        return points.before("submit", real.submit(frames, deadline));
    }

    @Override
    public NodeChannels channels() {
        return new MortalChannels(real.channels(), points);
    }

    @Override
    public Mono<ProbeResult> probe(Payload payload, SessionId sessionId, String signature) {
        return points.before("probe", real.probe(payload, sessionId, signature));
    }

    @Override
    public Flux<NodeHint> hints() {
        return points.whileAlive(real.hints());
    }
}
