package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.tx.AccountChain.Receipt;
import dev.epilogue.value.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads from the chain what became of a transaction. Believes a receipt only where its block is in the chain. */
final class Look {

    private final Scene scene;
    private final AccountChain chain;
    private final Address account;

    Look(Scene scene) {
        this.scene = scene;
        this.chain = scene.paying().chain();
        this.account = scene.paying().signer().account();
    }

    /** Empty where nothing was signed yet. */
    Mono<Fact> at(StoredTransaction transaction) {
        List<Attempt> current = transaction.state().current();
        return current.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(current.reversed())
                        .concatMap(attempt -> chain.receipt(attempt.hash()))
                        .filterWhen(this::isInTheChain)
                        .next()
                        .flatMap(receipt -> inBlock(transaction, receipt))
                        .switchIfEmpty(Mono.defer(() -> absent(transaction, current)));
    }

    private Mono<Boolean> isInTheChain(Receipt receipt) {
        return chain.block(receipt.block())
                .map(block -> block.hash().equals(receipt.blockHash()))
                .defaultIfEmpty(false);
    }

    private Mono<Fact> inBlock(StoredTransaction transaction, Receipt receipt) {
        BigInteger cost = receipt.gasUsed().multiply(price(transaction, receipt));
        Progress.Mined mined =
                new Progress.Mined(receipt.hash(), receipt.block(), receipt.blockHash(), receipt.succeeded(), cost);
        if (!scene.isDeep(receipt.block())) {
            return Mono.just(new Fact.InBlock(mined));
        }
        var call = transaction.call();
        if (receipt.succeeded() || call == null) {
            return Mono.just(new Fact.Deep(mined, null));
        }
        return chain.refusal(account, call, receipt.block())
                .onErrorReturn(ChainException.class, "0x")
                .map(data -> new Fact.Deep(mined, data));
    }

    /** Where the endpoint does not say it was at most what was offered. */
    private static BigInteger price(StoredTransaction transaction, Receipt receipt) {
        return Optional.ofNullable(receipt.price())
                .orElseGet(() -> transaction.state().attempts().stream()
                        .filter(attempt -> attempt.hash().equals(receipt.hash()))
                        .map(attempt -> attempt.fees().max())
                        .findFirst()
                        .orElse(BigInteger.ZERO));
    }

    private Mono<Fact> absent(StoredTransaction transaction, List<Attempt> current) {
        long nonce = current.getLast().nonce();
        if (scene.nonce() <= nonce) {
            return Mono.just(new Fact.InNoBlock());
        }
        if (scene.deepest() < 0) {
            return Mono.just(new Fact.NonceUsed());
        }
        return chain.nonceAfter(account, scene.deepest())
                .flatMap(deep -> deep > nonce ? user(nonce, current) : Mono.<Fact>just(new Fact.NonceUsed()))
                // without history, or with a block that is gone, nothing is proved
                .onErrorReturn(ChainException.Refused.class, new Fact.NonceUsed());
    }

    /** A missing receipt proves nothing; the block that used the nonce does, when it names another transaction. */
    private Mono<Fact> user(long nonce, List<Attempt> current) {
        return gallop(nonce, scene.deepest(), 1)
                .flatMap(block -> chain.userOf(account, nonce, block))
                .map(user -> user.filter(hash ->
                        current.stream().noneMatch(attempt -> attempt.hash().equals(hash))))
                .map(foreign -> foreign.isPresent() ? new Fact.NonceTaken() : new Fact.NonceUsed());
    }

    /** Backwards in growing steps, so that no more history is asked for than is needed. */
    private Mono<Long> gallop(long nonce, long used, long step) {
        long free = used - step;
        if (free < 0) {
            return bisect(nonce, -1, used);
        }
        return chain.nonceAfter(account, free)
                .flatMap(next -> next > nonce ? gallop(nonce, free, step * 2) : bisect(nonce, free, used));
    }

    /** The first block after which the nonce was used: free after {@code free}, used after {@code used}. */
    private Mono<Long> bisect(long nonce, long free, long used) {
        if (used - free <= 1) {
            return Mono.just(used);
        }
        long middle = free + (used - free) / 2;
        return chain.nonceAfter(account, middle)
                .flatMap(next -> next > nonce ? bisect(nonce, free, middle) : bisect(nonce, middle, used));
    }
}
