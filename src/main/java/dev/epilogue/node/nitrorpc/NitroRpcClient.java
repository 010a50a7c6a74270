package dev.epilogue.node.nitrorpc;

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
import dev.epilogue.node.NodeHint;
import dev.epilogue.node.NodeIdentity;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.node.NodeStatus;
import dev.epilogue.node.NodeWord;
import dev.epilogue.node.ProbeResult;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.SessionKey;
import dev.epilogue.node.SessionReading;
import dev.epilogue.node.Watched;
import dev.epilogue.node.link.Delivery;
import dev.epilogue.node.link.Traffic;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.nitrorpc.FrameText;
import dev.epilogue.signing.nitrorpc.NitroRpcPayloads;
import dev.epilogue.value.Address;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A ClearNode 0.5. Nothing is read from or written to it before it has told who it is. */
public final class NitroRpcClient implements LinkedNode {

    private static final Delivery UNIDENTIFIED = new Delivery.NotSent("the node has not told who it is");

    private final String name;
    private final Acquaintance node;
    private final Calls calls;
    private final NodeChannels channels;

    /**
     * Its calls count as work after closes, until {@link #on} says otherwise.
     *
     * @param settings checked
     */
    public NitroRpcClient(String name, NodeSettings settings) {
        this(name, Acquaintance.with(name, settings), Budget.WORK);
    }

    private NitroRpcClient(String name, Acquaintance node, Budget budget) {
        this.name = name;
        this.node = node;
        this.calls = new Calls(request -> node.links().ask(budget, request));
        this.channels = new NitroRpcChannels(
                calls, this::identity, node.directory(), new SubmittedRequests(this::submitted, node.expiry()));
    }

    @Override
    public ClearNode on(Budget budget) {
        return new NitroRpcClient(name, node, budget);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        node.links().start();
    }

    @Override
    public void stopSending() {
        node.links().stopSending();
    }

    @Override
    public void stop() {
        node.links().stop();
    }

    @Override
    public ConnectionWish wish() {
        return node.links().wish();
    }

    @Override
    public void allow(int connections) {
        node.links().allow(connections);
    }

    @Override
    public Flux<String> needs() {
        return node.links().needs();
    }

    @Override
    public void close() {
        node.links().close();
    }

    @Override
    public NodeStatus status() {
        return node.links().status(node.identity().known());
    }

    public Traffic traffic() {
        return node.links().traffic();
    }

    @Override
    public Flux<NodeHint> hints() {
        return node.hints().all();
    }

    @Override
    public Mono<NodeIdentity> identity() {
        return node.identity().of(calls);
    }

    @Override
    public Mono<SessionReading> readSession(SessionId sessionId) {
        return identity().then(Mono.defer(() -> node.readings().read(calls, sessionId)));
    }

    @Override
    public Mono<SessionReading> readSessionAfresh(SessionId sessionId) {
        return identity()
                .then(Mono.defer(() -> node.links()
                        .afresh(Readings.USUAL_CALLS, ask -> node.readings().read(new Calls(ask), sessionId))));
    }

    @Override
    public Flux<Glimpse> glimpse(List<Watched> sessions) {
        return identity().thenMany(Flux.defer(() -> new Glimpses(calls).of(sessions)));
    }

    @Override
    public Mono<List<Credit>> credits(SessionId sessionId, Collection<Address> participants, Instant since) {
        return identity()
                .then(Mono.defer(() -> Withdrawals.of(
                        calls, sessionId, (offset, answer) -> node.answers().payments(sessionId, offset, answer))));
    }

    @Override
    public List<NodeWord> words(SessionId sessionId) {
        return node.answers().of(sessionId);
    }

    /** The node shows a wallet's keys to nobody else. */
    @Override
    public Mono<Optional<SessionKey>> sessionKey(Address owner, Address key) {
        return Mono.just(Optional.empty());
    }

    @Override
    public Frame frame(Payload payload, SessionId sessionId, List<String> signatures, Instant now) {
        NitroRpcPayloads.closeOf(sessionId, payload);
        Payload.FrozenRequest request = Objects.requireNonNull(payload.request(), "a frozen request has a header");
        String text = Objects.requireNonNull(payload.text(), "a frozen request has a text");
        List<EcdsaSignature> parsed =
                signatures.stream().map(EcdsaSignature::parse).toList();
        return new Frame(request.id(), FrameText.of(text, parsed));
    }

    @Override
    public Mono<List<FrameOutcome>> submit(List<Frame> frames, SendDeadline deadline) {
        return deliver(frames, deadline)
                .doOnNext(node.answers()::closes)
                .map(deliveries -> deliveries.stream()
                        .map(each -> each.outcome(NitroRpcErrors::of))
                        .toList());
    }

    @Override
    public NodeChannels channels() {
        return channels;
    }

    private Mono<FrameAnswer> submitted(Frame frame, SendDeadline deadline) {
        return deliver(List.of(frame), deadline)
                .map(deliveries -> deliveries.getFirst().answer(NitroRpcErrors::ofChannelRequest));
    }

    private Mono<List<Delivery>> deliver(List<Frame> frames, SendDeadline deadline) {
        return identity()
                .hasElement()
                .onErrorReturn(NodeException.class, false)
                .flatMap(identified -> identified
                        ? node.submissions().send(frames, deadline)
                        : Mono.just(Collections.nCopies(frames.size(), UNIDENTIFIED)));
    }

    @Override
    public Mono<ProbeResult> probe(Payload payload, SessionId sessionId, String signature) {
        return identity()
                .then(Mono.defer(() -> node.readings().listed(calls, sessionId)))
                .flatMap(session -> Probes.harmless(session.members(), session.quorum())
                        ? ask(frame(payload, sessionId, List.of(signature), Instant.now()))
                        : Mono.<ProbeResult>just(
                                new ProbeResult.Undecided("one signature alone could reach the quorum")))
                .defaultIfEmpty(new ProbeResult.Undecided("the node does not know the session"))
                .onErrorResume(
                        NodeException.class,
                        unread -> Mono.just(new ProbeResult.Undecided(String.valueOf(unread.getMessage()))));
    }

    private Mono<ProbeResult> ask(Frame question) {
        return node.submissions()
                .send(List.of(question), SendDeadline.in(node.links().patience()))
                .map(deliveries -> switch (deliveries.getFirst()) {
                    case Delivery.Answered answered ->
                        Probes.meaning(answered.answer().error());
                    case Delivery.Unknown unknown -> new ProbeResult.Undecided(unknown.reason());
                    case Delivery.NotSent notSent -> new ProbeResult.Undecided(notSent.reason());
                    case Delivery.Crowded crowded -> new ProbeResult.Undecided("too much is asked of the node");
                });
    }
}
