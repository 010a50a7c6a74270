package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.SignedTransaction;
import dev.epilogue.chain.keys.SigningException;
import dev.epilogue.chain.keys.UnsignedTransaction;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Does for one account's transactions what their rules say: sign, store, send. In this order. */
final class Sending {

    /** What the signer may take, however it is reached. */
    private static final Duration SIGNING = Duration.ofSeconds(30);

    private final Scene scene;
    private final Nonces nonces;
    private final TransactionBench bench;

    Sending(Scene scene, Nonces nonces, TransactionBench bench) {
        this.scene = scene;
        this.nonces = nonces;
        this.bench = bench;
    }

    Mono<StoredTransaction> act(StoredTransaction transaction) {
        Long held = transaction.state().nonce();
        boolean isNext = held != null && held == scene.nonce();
        Todo todo = transaction.state().next(scene.paying().settings().fees(), scene.market(), isNext, scene.now());
        Mono<StoredTransaction> done = switch (todo) {
            case Todo.Nothing nothing -> Mono.just(transaction);
            case Todo.Wait wait -> Mono.just(transaction);
            case Todo.Send send -> scene.halted() ? hindered(transaction, "halted") : send(transaction, send.attempt());
            case Todo.Sign sign -> scene.halted() ? hindered(transaction, "halted") : sign(transaction, sign);
        };
        return done.onErrorResume(ChainException.class, failure -> hindered(transaction, reason(failure)))
                .onErrorResume(SigningException.class, failure -> hindered(transaction, "signer"));
    }

    private static String reason(Throwable failure) {
        boolean funds =
                failure instanceof ChainException.Refused refused && refused.about() == ChainException.About.ACCOUNT;
        return funds ? "funds" : "unreachable";
    }

    private Mono<StoredTransaction> hindered(StoredTransaction transaction, String why) {
        return bench.told(scene, transaction, new Fact.Hindered(why));
    }

    private Mono<StoredTransaction> send(StoredTransaction transaction, Attempt attempt) {
        SignedTransaction signed = transaction.signed().get(attempt.number());
        if (signed == null) {
            return hindered(transaction, "unreadable");
        }
        return scene.paying()
                .chain()
                .broadcast(signed)
                .flatMap(answer ->
                        bench.told(scene, transaction, new Fact.Sent(attempt.number(), answer, scene.head())));
    }

    private Mono<StoredTransaction> sign(StoredTransaction transaction, Todo.Sign wanted) {
        ContractCall call = wanted.kind() == Attempt.Kind.CALL ? transaction.call() : nothing();
        if (call == null) {
            return hindered(transaction, "unreadable");
        }
        Long held = transaction.state().nonce();
        Optional<Long> nonce = held != null ? Optional.of(held) : nonces.free(transaction.urgent());
        return nonce.isEmpty()
                ? Mono.just(transaction)
                : gasLimit(transaction, wanted.kind(), call)
                        .flatMap(gas -> signed(
                                transaction,
                                wanted,
                                new UnsignedTransaction(
                                        call,
                                        nonce.get(),
                                        gas,
                                        wanted.fees().max(),
                                        wanted.fees().tip())))
                        .onErrorResume(
                                ChainException.Reverted.class,
                                refused -> bench.told(scene, transaction, new Fact.Refused(refused.data())));
    }

    /** To itself, without anything: all that it does is to use its nonce. */
    private ContractCall nothing() {
        ChainAccount account = scene.paying().account();
        return new ContractCall(account.chainId(), account.address(), "0x", BigInteger.ZERO);
    }

    /** A replacement keeps the limit that was found when the chain could still simulate the call. */
    private Mono<BigInteger> gasLimit(StoredTransaction transaction, Attempt.Kind kind, ContractCall call) {
        Optional<BigInteger> known = transaction.state().current().stream()
                .filter(attempt -> attempt.kind() == kind)
                .map(Attempt::gasLimit)
                .findFirst();
        int margin = scene.paying().settings().spending().gasMarginPercent();
        return Mono.justOrEmpty(known)
                .switchIfEmpty(Mono.defer(() -> scene.paying()
                        .chain()
                        .estimateGas(scene.paying().signer().account(), call)
                        .map(gas -> GasLimits.of(gas, margin, scene.market().gasLimit()))));
    }

    private Mono<StoredTransaction> signed(
            StoredTransaction transaction, Todo.Sign wanted, UnsignedTransaction unsigned) {
        return scene.paying()
                .signer()
                .sign(unsigned)
                .timeout(SIGNING, Mono.error(() -> new SigningException("the signer takes too long")))
                .flatMap(signed -> store(transaction, wanted, unsigned, signed));
    }

    private Mono<StoredTransaction> store(
            StoredTransaction transaction, Todo.Sign wanted, UnsignedTransaction unsigned, SignedTransaction signed) {
        Attempt attempt = new Attempt(
                transaction.state().attempts().size(),
                signed.hash(),
                wanted.kind(),
                unsigned.nonce(),
                unsigned.gasLimit(),
                wanted.fees(),
                scene.now());
        BigInteger highest = unsigned.gasLimit()
                .multiply(unsigned.maxFee())
                .add(unsigned.call().value())
                .max(transaction.reserved());
        Transaction after = transaction
                .state()
                .told(new Fact.Signed(attempt), scene.paying().settings().fees(), scene.now());
        var added = new TransactionStore.NewAttempt(attempt, signed.raw(), highest, budget(transaction, wanted.kind()));
        return bench.signed(scene.lease(), transaction, after, added)
                .flatMap(stored -> stored
                        ? stored(transaction, after, signed, highest)
                        : hindered(transaction, "budget").flatMap(this::again));
    }

    private @Nullable BigInteger budget(StoredTransaction transaction, Attempt.Kind kind) {
        return kind == Attempt.Kind.CANCEL
                ? null
                : scene.paying().settings().spending().budget(transaction.urgent());
    }

    private Mono<StoredTransaction> stored(
            StoredTransaction before, Transaction after, SignedTransaction signed, BigInteger reserved) {
        Attempt attempt = after.attempts().getLast();
        nonces.taken(attempt.nonce());
        Map<Integer, SignedTransaction> all = new HashMap<>(before.signed());
        all.put(attempt.number(), signed);
        return send(before.with(after).with(all, reserved), attempt);
    }

    /** The budget stops a bump as the cap does: what there is, is sent again from time to time. */
    private Mono<StoredTransaction> again(StoredTransaction transaction) {
        return transaction
                .state()
                .rebroadcast(scene.paying().settings().fees(), scene.now())
                .map(attempt -> send(transaction, attempt))
                .orElseGet(() -> Mono.just(transaction));
    }
}
