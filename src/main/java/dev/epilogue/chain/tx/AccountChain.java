package dev.epilogue.chain.tx;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.SignedTransaction;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What sending needs of a chain. Everything fails with {@link dev.epilogue.chain.ChainException}. */
public interface AccountChain {

    long id();

    Mono<Market> market();

    /** The account's next nonce after a block. */
    Mono<Long> nonceAfter(Address account, long block);

    Mono<BigInteger> balance(Address account);

    /** Fails with {@code Reverted} where the contract would refuse it. */
    Mono<BigInteger> estimateGas(Address from, ContractCall call);

    /** To every endpoint: one that swallows it does not hold it up. */
    Mono<SendVerdict> broadcast(SignedTransaction transaction);

    /** Empty where it is in no block. Its block is checked against the chain by whoever asks. */
    Mono<Receipt> receipt(Hash32 hash);

    /** Empty where the chain has no such block. */
    Mono<BlockRef> block(long number);

    /** Which transaction of a block used the nonce. */
    Mono<Optional<Hash32>> userOf(Address account, long nonce, long block);

    /** Why a transaction failed, asked of the state that it met as nearly as a chain can tell. */
    Mono<String> refusal(Address from, ContractCall call, long block);

    /**
     * What gas costs at the moment, in wei.
     *
     * @param tip what the chain suggests
     * @param gasLimit of the newest block
     */
    record Market(BlockRef head, BigInteger baseFee, BigInteger tip, BigInteger gasLimit) {}

    /** @param price paid for a unit of gas, in wei; null where the endpoint does not say */
    record Receipt(
            Hash32 hash,
            long block,
            Hash32 blockHash,
            boolean succeeded,
            BigInteger gasUsed,
            @Nullable BigInteger price) {}

    /** What the chain's nodes said to a transaction. */
    enum SendAnswer {
        TAKEN,
        /** Its nonce is used up, by whom is to be found out. */
        NONCE_TOO_LOW,
        /** It offers too little. */
        UNDERPRICED,
        /** The pool holds another transaction with its nonce that offers as much. */
        OUTBID,
        /** The account cannot pay it. */
        FUNDS,
        /** An endpoint's own limits stand in the way, not the chain's rules: tried again. */
        LATER,
        /** It will never be taken as it is. */
        REFUSED,
        /** No endpoint gave an answer that tells anything. */
        UNKNOWN
    }
}
