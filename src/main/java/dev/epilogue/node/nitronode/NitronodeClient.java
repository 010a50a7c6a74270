package dev.epilogue.node.nitronode;

import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.LinkedNode;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.link.Delivery;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.NodeLinks;
import dev.epilogue.node.link.Traffic;
import dev.epilogue.signing.Payload;
import dev.epilogue.value.Address;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A Nitronode. Nothing is read from or written to it before it has told who it is. */
public final class NitronodeClient implements LinkedNode {

    private static final String SESSIONS = "app_sessions.v1.get_app_sessions";

    private static final Delivery UNIDENTIFIED = new Delivery.NotSent("the node has not told who it is");

    private final String name;
    private final @Nullable Address expected;
    private final NodeLinks links;
    private final Calls calls;
    private final Assets assets;
    private final Releases releases;
    private final SessionKeys keys;
    private final NodeChannels channels;
    private volatile @Nullable NodeIdentity identity;
    private volatile @Nullable String problem;

    /** @param settings checked */
    public NitronodeClient(String name, NodeSettings settings) {
        String address = settings.address();
        this.name = name;
        this.expected = address == null ? null : Address.parse(address);
        this.links = new NodeLinks(name, settings, new NitronodeWire());
        this.calls = new Calls(links);
        this.assets = new Assets(calls);
        this.releases = new Releases(calls);
        this.keys = new SessionKeys(calls);
        Directory directory = new Directory(calls);
        States states = new States(calls, directory, this::identity);
        SubmittedStates submitted = new SubmittedStates(this::submitted, states);
        this.channels = new NitronodeChannels(calls, this::identity, directory, states, submitted);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        links.start();
    }

    @Override
    public void stopSending() {
        links.stopSending();
    }

    @Override
    public void stop() {
        links.stop();
    }

    @Override
    public void close() {
        links.close();
    }

    @Override
    public NodeStatus status() {
        return links.status(identity, problem);
    }

    public Traffic traffic() {
        return links.traffic();
    }

    @Override
    public Mono<NodeIdentity> identity() {
        return Mono.defer(() -> {
            NodeIdentity known = identity;
            return known != null
                    ? Mono.just(known)
                    : calls.ask("node.v1.get_config", Map.of(), "").map(this::identified);
        });
    }

    private NodeIdentity identified(Answer answer) {
        NodeIdentity told = NodeConfig.parse(answer.body()).identity();
        if (expected != null && !expected.equals(told.address())) {
            problem = "the node's address is " + told.address() + ", configured is " + expected;
            throw new NodeException.Unsupported(problem);
        }
        problem = null;
        identity = told;
        return told;
    }

    @Override
    public Mono<SessionReading> readSession(SessionId sessionId) {
        return identity()
                .then(Mono.defer(() -> calls.ask(SESSIONS, byId(sessionId), sessionId.hex())))
                .flatMap(answer -> reading(answer, sessionId));
    }

    @Override
    public Mono<SessionReading> readSessionAfresh(SessionId sessionId) {
        return identity()
                .then(Mono.defer(() -> calls.askAfresh(SESSIONS, byId(sessionId), sessionId.hex())))
                .flatMap(answer -> reading(answer, sessionId));
    }

    private static Map<String, String> byId(SessionId sessionId) {
        return Map.of("app_session_id", sessionId.hex());
    }

    private Mono<SessionReading> reading(Answer answer, SessionId sessionId) {
        Instant nodeTime = answer.nodeTime();
        if (nodeTime == null) {
            return Mono.error(NodeJson.misshapen("timestamp"));
        }
        return Mono.justOrEmpty(Readings.parse(answer.body(), sessionId, nodeTime, Instant.now()))
                .flatMap(assets::complete);
    }

    @Override
    public Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since) {
        return identity().then(Mono.defer(() -> releases.credits(sessionId, participants, since)));
    }

    @Override
    public Mono<Optional<SessionKey>> sessionKey(Address owner, Address key) {
        return identity().then(Mono.defer(() -> keys.newest(owner, key)));
    }

    @Override
    public Frame frame(Payload payload, SessionId sessionId, List<String> signatures, Instant now) {
        return Frames.frame(payload, sessionId, signatures, now);
    }

    @Override
    public Mono<List<FrameOutcome>> submit(List<Frame> frames, SendDeadline deadline) {
        return deliver(frames, deadline)
                .map(deliveries -> deliveries.stream()
                        .map(each -> each.outcome(NitronodeErrors::of))
                        .toList());
    }

    @Override
    public NodeChannels channels() {
        return channels;
    }

    private Mono<FrameAnswer> submitted(Frame frame, SendDeadline deadline) {
        return deliver(List.of(frame), deadline)
                .map(deliveries -> deliveries.getFirst().answer(NitronodeErrors::ofSubmittedState));
    }

    private Mono<List<Delivery>> deliver(List<Frame> frames, SendDeadline deadline) {
        return identity()
                .hasElement()
                .onErrorReturn(NodeException.class, false)
                .flatMap(identified -> identified
                        ? links.submit(frames, deadline)
                        : Mono.just(Collections.nCopies(frames.size(), UNIDENTIFIED)));
    }
}
