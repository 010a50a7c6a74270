package dev.epilogue.escalation;

import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.Revert;
import dev.epilogue.chain.tx.TransactionId;
import dev.epilogue.chain.tx.TransactionRequest;
import dev.epilogue.chain.tx.TransactionView;
import dev.epilogue.chain.tx.Transactions;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.closure.TenantId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands calls over to be sent, and says how they stand. */
@Component
class Sending {

    private final Transactions transactions;

    Sending(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The same key gets the same transaction, however often it is asked for.
     *
     * @param deadline of a dispute that it answers; null where there is none
     */
    Mono<TransactionView> request(
            String key,
            TenantId tenant,
            ContractCall call,
            String purpose,
            @Nullable ClosureId closure,
            @Nullable Instant deadline) {
        return transactions.request(new TransactionRequest(key, tenant, call, purpose, closure, deadline));
    }

    /** The transaction that was asked for by that key; empty where none was. */
    Mono<UUID> asked(String key, TenantId tenant, long chainId) {
        return transactions.find(chainId, tenant, key).map(view -> view.id().uuid());
    }

    Mono<Standing> standing(@Nullable UUID id) {
        return id == null
                ? Mono.just(Standing.NONE)
                : transactions
                        .find(new TransactionId(id))
                        .map(Sending::standing)
                        .defaultIfEmpty(Standing.NONE);
    }

    /** True where it was taken back before anybody could see it. */
    Mono<Boolean> withdraw(UUID id) {
        return transactions.withdraw(new TransactionId(id)).defaultIfEmpty(false);
    }

    /** An estimate in wei; empty where none can be made. */
    Mono<Optional<BigInteger>> cost(Closure closure, Action action, ContractCall call) {
        TransactionRequest request = new TransactionRequest(
                "escalation/plan/" + UUID.randomUUID(), closure.tenant(), call, action.name(), closure.id());
        return transactions.plan(request).map(plan -> Optional.of(plan.cost())).onErrorReturn(Optional.empty());
    }

    static Standing standing(TransactionView view) {
        Standing.State state = switch (view.status()) {
            case INTENDED -> Standing.State.UNSENT;
            case BROADCAST, MINED, STUCK -> Standing.State.UNDER_WAY;
            case CONFIRMED -> Standing.State.CONFIRMED;
            case REVERTED -> Standing.State.REVERTED;
            case WITHDRAWN -> Standing.State.WITHDRAWN;
        };
        Revert revert = view.revert();
        TransactionView.Mined mined = view.mined();
        return new Standing(
                state,
                view.hashes().isEmpty() ? null : view.hashes().getLast(),
                revert == null ? null : revert.name(),
                mined == null ? null : mined.block());
    }
}
