package dev.epilogue.channel.update;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.Revert;
import dev.epilogue.chain.tx.TransactionId;
import dev.epilogue.chain.tx.TransactionRequest;
import dev.epilogue.chain.tx.TransactionView;
import dev.epilogue.chain.tx.Transactions;
import dev.epilogue.closure.ChannelMoves;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.SettlementLine.Status;
import dev.epilogue.node.Budget;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Actor;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Follows a transaction to what it did: never its confirmation, only the contract and the node's books say so. */
@Component
class SendingWork {

    private final Transactions transactions;
    private final ChainWork chain;
    private final NodeRegistry nodes;
    private final UpdateBench bench;
    private final ChannelUpdateSettings settings;

    SendingWork(
            Transactions transactions,
            ChainWork chain,
            NodeRegistry nodes,
            UpdateBench bench,
            ChannelUpdateSettings settings) {
        this.transactions = transactions;
        this.chain = chain;
        this.nodes = nodes;
        this.bench = bench;
        this.settings = settings;
    }

    Mono<Held> step(Held held, Stage.Sending sending) {
        return sending.transaction() == null
                ? request(held, sending)
                        .flatMap(view -> bench.store(
                                held,
                                held.update()
                                        .moved(sending.known(view.id().uuid().toString()), held.now())))
                : transactions
                        .find(new TransactionId(UUID.fromString(sending.transaction())))
                        .switchIfEmpty(request(held, sending))
                        .flatMap(view -> follow(held, sending, view));
    }

    private Mono<TransactionView> request(Held held, Stage.Sending sending) {
        return Mono.defer(() -> {
            ChannelOrder order = held.update().order();
            return transactions.request(new TransactionRequest(
                    sending.key(), order.tenant(), chain.call(held, sending), sending.purpose(), order.closure()));
        });
    }

    private Mono<Held> follow(Held held, Stage.Sending sending, TransactionView view) {
        ChannelUpdate update = held.update();
        return switch (view.status()) {
            case INTENDED, BROADCAST, MINED -> later(held, null);
            case STUCK -> later(held, "The transaction is stuck; an operator has to look.");
            case CONFIRMED ->
                chain.read(held, sending)
                        .flatMap(read -> proved(held, sending, read, view))
                        .onErrorResume(
                                ChainWork::foreseen, failure -> later(held, "The chain cannot be read just now."));
            case REVERTED -> bench.store(held, reverted(held, view.revert()));
            case WITHDRAWN ->
                bench.store(
                        held,
                        update.ended(
                                Stage.Result.FAILED,
                                update.progress().reached(),
                                "The transaction was withdrawn.",
                                held.now()));
        };
    }

    private Mono<Held> proved(Held held, Stage.Sending sending, ChannelOnChain read, TransactionView view) {
        ChannelUpdate update = held.update();
        if (update.order().dialect() == Dialect.NITRONODE_V1) {
            return read.stateVersion().compareTo(sending.version()) >= 0
                    ? confirmed(held, Status.CHECKPOINTED)
                    : later(held, "Confirmed, but the contract does not show it.");
        }
        boolean resize = update.order().mode() == Policy.ChannelUpdate.RESIZE;
        boolean onChain = resize
                ? read.stateVersion().compareTo(sending.version()) >= 0
                : read.status() == ChannelOnChain.Status.VOID || read.status() == ChannelOnChain.Status.CLOSED;
        if (!onChain) {
            return later(held, "Confirmed, but the contract does not show it.");
        }
        return booked(update, sending, resize)
                .flatMap(booked -> booked
                        ? moves(held, sending, read, view)
                                .flatMap(moves -> confirmed(
                                        held.learning(update.progress().moved(moves)),
                                        resize ? Status.RESIZED : Status.CHANNEL_CLOSED))
                        : later(held, "On chain; the node has not booked it yet."))
                .onErrorResume(NodeException.class, outage -> later(held, "The node cannot be read just now."));
    }

    /** The node follows the chain's events; its books are what the participant sees. */
    private Mono<Boolean> booked(ChannelUpdate update, Stage.Sending sending, boolean resize) {
        return nodes.of(update.order().node(), Budget.WORK)
                .channels()
                .ofWallet(update.order().participant())
                .map(all -> all.stream()
                        .filter(channel ->
                                channel.channelId().equals(update.progress().channelId()))
                        .anyMatch(channel -> resize
                                ? channel.status() == NodeChannel.Status.OPEN
                                        && channel.stateVersion()
                                                >= sending.version().longValueExact()
                                : channel.status() == NodeChannel.Status.CLOSED));
    }

    /** In both ledgers: a channel may have held older money, and what the close credited may have stayed at the node. */
    private Mono<ChannelMoves> moves(Held held, Stage.Sending sending, ChannelOnChain read, TransactionView view) {
        ChannelOrder order = held.update().order();
        NodeChannels channels = nodes.of(order.node(), Budget.WORK).channels();
        TransactionView.Mined mined = Objects.requireNonNull(view.mined(), "confirmed is in a block");
        boolean resize = order.mode() == Policy.ChannelUpdate.RESIZE;
        return Mono.zip(
                        channels.token(order.asset(), sending.chainId()),
                        channels.balance(order.participant(), order.asset()),
                        resize
                                ? Mono.just(Optional.of(read.userAmount()))
                                : chain.paidOut(held, sending, mined.block()))
                .map(all -> {
                    Optional<Amount> onChain =
                            all.getT1().flatMap(token -> all.getT3().map(token::amount));
                    return new ChannelMoves(
                            resize ? null : onChain.orElse(null), resize ? onChain.orElse(null) : null, all.getT2());
                });
    }

    private Mono<Held> confirmed(Held held, Status reached) {
        return bench.store(held, held.update().ended(Stage.Result.CONFIRMED, reached, null, held.now()));
    }

    /** A checkpoint is decided anew. A signed resize is sent once and never again: the contract would execute it twice. */
    private ChannelUpdate reverted(Held held, @Nullable Revert revert) {
        ChannelUpdate update = held.update();
        String detail = "The contract refused it: " + (revert == null ? "for a reason unknown" : revert) + ".";
        return update.order().dialect() == Dialect.NITRONODE_V1
                ? update.with(update.progress().stage(new Stage.Looking()))
                        .hindered(
                                "transaction-reverted",
                                detail,
                                Actor.OPERATOR,
                                settings.pause(update.attempts() + 1),
                                held.now())
                : update.ended(Stage.Result.FAILED, update.progress().reached(), detail, held.now());
    }

    private Mono<Held> later(Held held, @Nullable String detail) {
        Instant now = held.now();
        return bench.store(held, held.update().lookedAt(detail, now.plus(settings.followTransaction()), now));
    }
}
