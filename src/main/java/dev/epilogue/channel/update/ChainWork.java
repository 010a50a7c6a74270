package dev.epilogue.channel.update;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelContracts;
import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.SignedState;
import dev.epilogue.chain.tx.TransactionPlan;
import dev.epilogue.chain.tx.TransactionRequest;
import dev.epilogue.chain.tx.Transactions;
import dev.epilogue.channel.StateArchive;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.PreparedState;
import dev.epilogue.problem.Actor;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.signing.nitronode.HubState;
import dev.epilogue.signing.nitrorpc.CustodyState;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Brings a signed state on chain: found fit first, its transaction's bytes stored, then asked for. */
@Component
class ChainWork {

    private final ChannelContracts contracts;
    private final UpdateBench bench;
    private final UpdateVault vault;
    private final Transactions transactions;
    private final StateArchive archive;

    ChainWork(
            ChannelContracts contracts,
            UpdateBench bench,
            UpdateVault vault,
            Transactions transactions,
            StateArchive archive) {
        this.contracts = contracts;
        this.bench = bench;
        this.vault = vault;
        this.transactions = transactions;
        this.archive = archive;
    }

    /** v1. */
    Mono<Held> checkpoint(Held held, Next.Checkpoint asked) {
        NodeState state = asked.state();
        HubState candidate = state.state().onChain(state.tokenDecimals(), state.tokenDecimals());
        Held marked = asked.signature() == null ? acknowledged(held) : held;
        return contracts
                .of(held.update().order().node(), candidate.home().chainId())
                .flatMap(contract -> Mono.zip(
                                contract.read(
                                        Objects.requireNonNull(state.state().channelId())),
                                contract.nodeLiquidity(candidate.home().token()))
                        .flatMap(read -> checkpoint(marked, asked, contract, read.getT1(), read.getT2())))
                .onErrorResume(ChainWork::foreseen, failure -> unreached(marked, failure));
    }

    private Mono<Held> checkpoint(
            Held held, Next.Checkpoint asked, ChannelContract contract, ChannelOnChain chain, BigInteger liquidity) {
        NodeState state = asked.state();
        HubState candidate = state.state().onChain(state.tokenDecimals(), state.tokenDecimals());
        ChannelUpdate update = held.update();
        Instant now = held.now();
        return switch (CheckpointCheck.of(candidate, chain, liquidity)) {
            case CheckpointCheck.Finding.Done done ->
                bench.store(held, update.ended(Stage.Result.CONFIRMED, Status.CHECKPOINTED, null, now));
            case CheckpointCheck.Finding.Challenged challenged ->
                bench.store(
                        held,
                        update.ended(
                                Stage.Result.CHALLENGED,
                                Status.CHALLENGED,
                                "The channel is challenged on chain.",
                                now));
            case CheckpointCheck.Finding.Blocked blocked ->
                bench.store(
                        held,
                        bench.hindered(
                                held,
                                blocked.code(),
                                blocked.detail(),
                                blocked.nodeFault() ? Actor.NODE : Actor.PARTICIPANT));
            case CheckpointCheck.Finding.Fit fit -> {
                String user = asked.signature() == null
                        ? Objects.requireNonNull(state.userSignature())
                        : vault.open(held, asked.signature());
                SignedState signed =
                        new SignedState.Hub(candidate, user, Objects.requireNonNull(state.nodeSignature()));
                ContractCall call = contract.checkpoint(chain.channelId(), signed);
                yield archive.keep(update.order().nodeAddress(), merged(state, user))
                        .then(Mono.defer(() -> intend(held, call, "checkpoint", signed.version())));
            }
        };
    }

    /** With the participant's signature, which the node may not have: from now on nobody can take the state back. */
    private static NodeState merged(NodeState state, String user) {
        return new NodeState(
                state.state(), state.packed(), state.tokenDecimals(), user, state.nodeSignature(), state.remarks());
    }

    /** 0.x: the state that the node prepared, with the participant's signature, on what the contract holds. */
    Mono<Held> bring(Held held, Stage.Answered answered, PreparedState prepared) {
        if (!(prepared instanceof PreparedState.Signed signed)) {
            return Mono.error(new IllegalStateException("nobody was asked to sign an unusable state"));
        }
        NodeChannel channel = answered.channel();
        return contracts
                .of(held.update().order().node(), channel.chainId())
                .flatMap(contract ->
                        contract.read(channel.channelId()).flatMap(chain -> bring(held, signed, contract, chain)))
                .onErrorResume(ChainWork::foreseen, failure -> unreached(held, failure));
    }

    private Mono<Held> bring(Held held, PreparedState.Signed prepared, ChannelContract contract, ChannelOnChain chain) {
        ChannelUpdate update = held.update();
        CustodyState state = prepared.packed().state();
        boolean resize = update.order().mode() == Policy.ChannelUpdate.RESIZE;
        if (chain.status() == ChannelOnChain.Status.CHALLENGED) {
            return bench.store(
                    held,
                    update.ended(
                            Stage.Result.CHALLENGED,
                            Status.CHALLENGED,
                            "The channel is challenged on chain.",
                            held.now()));
        }
        SignedState preceding = chain.last();
        boolean follows = chain.status() == ChannelOnChain.Status.OPEN
                && chain.stateVersion().add(BigInteger.ONE).equals(state.version());
        if (!follows || preceding == null) {
            return bench.store(
                    held,
                    update.ended(
                            Stage.Result.FAILED,
                            update.progress().reached(),
                            "The chain does not hold the state that the prepared one follows.",
                            held.now()));
        }
        SignedState signed = new SignedState.Custody(
                state, List.of(userSignature(held), prepared.nodeSignature().hex()));
        ContractCall call = resize
                ? contract.resize(chain.channelId(), signed, preceding)
                : contract.close(chain.channelId(), signed);
        return intend(held, call, resize ? "resize" : "close", state.version());
    }

    /** With {@code v} of 27 or 28, as the contract demands; it was verified so. */
    private String userSignature(Held held) {
        Ask ask = held.update().ask().orElseThrow();
        Signed signed =
                held.update().signatureOver(ask.payloads().getFirst().digest()).orElseThrow();
        return EcdsaSignature.parse(vault.open(held, signed)).hex();
    }

    /**
     * What the contract would refuse is not sent; the very call is stored before anybody is asked to send it. Its key says which update and which of its tries: asking again
     * after a crash finds the same transaction.
     */
    private Mono<Held> intend(Held held, ContractCall call, String purpose, BigInteger version) {
        ChannelUpdate update = held.update();
        String key = "channel-update/%s/%s/%d".formatted(update.id(), purpose, update.revision() + 1);
        String sealed = vault.seal(update.id(), held.wrappedKey(), UpdateVault.Kind.CALLDATA, key, call.data());
        Stage.Sending sending = new Stage.Sending(key, purpose, call.chainId(), call.to(), sealed, version, null);
        return transactions
                .plan(new TransactionRequest(
                        key,
                        update.order().tenant(),
                        call,
                        purpose,
                        update.order().closure()))
                .mapNotNull(TransactionPlan::revert)
                .map(revert -> bench.hindered(
                        held, "contract-refuses", "The contract would refuse it: " + revert + ".", Actor.OPERATOR))
                .defaultIfEmpty(update.moved(sending, held.now()))
                .flatMap(next -> bench.store(held, next));
    }

    private Held acknowledged(Held held) {
        return held.learning(held.update().progress().reached(Status.ACKNOWLEDGED));
    }

    /** The chain cannot be asked, or its contract is not what the node says: somebody else's doing, looked at again later. */
    private Mono<Held> unreached(Held held, Throwable failure) {
        String code = failure instanceof ProblemException ? "contract-unusable" : "chain-unavailable";
        String detail = failure instanceof ChainException.Reverted
                ? "The contract refused a reading."
                : String.valueOf(failure.getMessage());
        return bench.store(held, bench.hindered(held, code, detail, Actor.OPERATOR));
    }

    static boolean foreseen(Throwable failure) {
        return failure instanceof ChainException
                || failure instanceof ProblemException
                || failure instanceof IllegalArgumentException;
    }

    /** What a stored intent asks for. */
    ContractCall call(Held held, Stage.Sending sending) {
        String data = vault.open(
                held.update().id(), held.wrappedKey(), UpdateVault.Kind.CALLDATA, sending.key(), sending.data());
        return new ContractCall(sending.chainId(), sending.to(), data, BigInteger.ZERO);
    }

    /** What the closing in that block released to the participant, in the token's smallest unit; empty where its log is not there. */
    Mono<Optional<BigInteger>> paidOut(Held held, Stage.Sending sending, long block) {
        Hash32 channel =
                Objects.requireNonNull(held.update().progress().channelId(), "what is sent is about a channel");
        return contracts
                .of(held.update().order().node(), sending.chainId())
                .flatMap(contract -> contract.events(channel, block, block))
                .map(events -> events.stream()
                        .filter(ChannelEvent.Closed.class::isInstance)
                        .map(event -> ((ChannelEvent.Closed) event).candidate().userAmount())
                        .findFirst());
    }

    Mono<ChannelOnChain> read(Held held, Stage.Sending sending) {
        Hash32 channel =
                Objects.requireNonNull(held.update().progress().channelId(), "what is sent is about a channel");
        return contracts
                .of(held.update().order().node(), sending.chainId())
                .flatMap(contract -> contract.read(channel));
    }
}
