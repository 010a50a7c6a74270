package dev.epilogue.node.nitronode;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.ConnectionWish;
import dev.epilogue.node.Credit;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.Glimpse;
import dev.epilogue.node.LinkedNode;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.NodeWord;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.Watched;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A Nitronode. Nothing is read from or written to it before it has told who it is. */
public final class NitronodeClient implements LinkedNode {

    private static final String SESSIONS = "app_sessions.v1.get_app_sessions";

    private static final Delivery UNIDENTIFIED = new Delivery.NotSent("the node has not told who it is");

    private final String name;
    private final NodeLinks links;
    private final Knowledge knowledge;
    private final Calls calls;
    private final NodeChannels channels;

    /** What is known of the node, whoever asks. */
    private record Knowledge(Identity identity, Assets assets, Directory directory, SignedReleases releases) {}

    /**
     * Its calls count as work after closes, until {@link #on} says otherwise.
     *
     * @param settings checked
     */
    public NitronodeClient(String name, NodeSettings settings) {
        this(
                name,
                settings,
                new Knowledge(
                        new Identity(Optional.ofNullable(settings.address())
                                .map(Address::parse)
                                .orElse(null)),
                        new Assets(),
                        new Directory(),
                        new SignedReleases()));
    }

    private NitronodeClient(String name, NodeSettings settings, Knowledge knowledge) {
        this(name, new NodeLinks(name, settings, new NitronodeWire(knowledge.identity)), knowledge, Budget.WORK);
    }

    private NitronodeClient(String name, NodeLinks links, Knowledge knowledge, Budget budget) {
        this.name = name;
        this.links = links;
        this.knowledge = knowledge;
        this.calls = new Calls(links, budget);
        States states = new States(calls, knowledge.directory, this::identity, knowledge.releases);
        SubmittedStates submitted = new SubmittedStates(this::submitted, states);
        this.channels = new NitronodeChannels(calls, this::identity, knowledge.directory, states, submitted);
    }

    @Override
    public ClearNode on(Budget budget) {
        return new NitronodeClient(name, links, knowledge, budget);
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
    public ConnectionWish wish() {
        return links.wish();
    }

    @Override
    public void allow(int connections) {
        links.allow(connections);
    }

    @Override
    public Flux<String> needs() {
        return links.needs();
    }

    @Override
    public void close() {
        links.close();
    }

    @Override
    public NodeStatus status() {
        return links.status(knowledge.identity.known());
    }

    public Traffic traffic() {
        return links.traffic();
    }

    @Override
    public List<NodeWord> words(SessionId sessionId) {
        return knowledge.releases.of(sessionId);
    }

    @Override
    public Mono<NodeIdentity> identity() {
        return knowledge.identity.of(calls);
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
                .flatMap(reading -> knowledge.assets.complete(calls, reading));
    }

    @Override
    public Flux<Glimpse> glimpse(List<Watched> sessions) {
        return identity().thenMany(Flux.defer(() -> new Glimpses(calls).of(sessions)));
    }

    @Override
    public Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since) {
        return identity().then(Mono.defer(() -> new Releases(calls).credits(sessionId, participants, since)));
    }

    @Override
    public Mono<Optional<SessionKey>> sessionKey(Address owner, Address key) {
        return identity().then(Mono.defer(() -> new SessionKeys(calls).newest(owner, key)));
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
