package dev.epilogue.chain.rpc;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.keys.SignedTransaction;
import dev.epilogue.chain.tx.AccountChain;
import dev.epilogue.chain.tx.SendVerdict;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.core.methods.response.EthGetTransactionCount;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthMaxPriorityFeePerGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Mono;

/** What sending needs of a chain, over its endpoints. */
final class RpcAccountChain implements AccountChain {

    private final long id;
    private final RpcChain chain;
    private final RpcEndpoints endpoints;

    RpcAccountChain(ChainSettings settings, RpcChain chain, RpcEndpoints endpoints) {
        this.id = settings.id();
        this.chain = chain;
        this.endpoints = endpoints;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Mono<Market> market() {
        return Mono.zip(newest(), tip()).map(both -> {
            EthBlock.Block block = both.getT1();
            BigInteger base = block.getBaseFeePerGasRaw() == null ? BigInteger.ZERO : block.getBaseFeePerGas();
            return new Market(RpcChain.ref(block), base, both.getT2(), block.getGasLimit());
        });
    }

    private Mono<EthBlock.Block> newest() {
        return endpoints
                .ask("eth_getBlockByNumber", List.of("latest", false), EthBlock.class)
                .flatMap(answer -> Mono.justOrEmpty(answer.getBlock()))
                .switchIfEmpty(Mono.error(() -> new ChainException.Unavailable("no newest block")));
    }

    /** Not every node suggests one. */
    private Mono<BigInteger> tip() {
        return endpoints
                .ask("eth_maxPriorityFeePerGas", List.of(), EthMaxPriorityFeePerGas.class)
                .map(EthMaxPriorityFeePerGas::getMaxPriorityFeePerGas)
                .onErrorReturn(ChainException.Refused.class, BigInteger.ZERO);
    }

    @Override
    public Mono<Long> nonceAfter(Address account, long block) {
        return endpoints
                .ask(
                        "eth_getTransactionCount",
                        List.of(account.lowerCase(), RpcEndpoint.quantity(block)),
                        EthGetTransactionCount.class)
                .map(answer -> answer.getTransactionCount().longValueExact());
    }

    @Override
    public Mono<BigInteger> balance(Address account) {
        return endpoints
                .ask("eth_getBalance", List.of(account.lowerCase(), "latest"), EthGetBalance.class)
                .map(EthGetBalance::getBalance);
    }

    @Override
    public Mono<BigInteger> estimateGas(Address from, ContractCall call) {
        Map<String, String> fields = RpcChain.fields(call);
        fields.put("from", from.lowerCase());
        return endpoints
                // not on top of what waits in the pool: that may be replaced, and what follows it then costs more
                .ask("eth_estimateGas", List.of(fields, "latest"), EthEstimateGas.class)
                .map(EthEstimateGas::getAmountUsed);
    }

    @Override
    public Mono<SendVerdict> broadcast(SignedTransaction transaction) {
        return endpoints.askAll(endpoint -> send(endpoint, transaction)).map(SendVerdict::best);
    }

    /** An endpoint that answers another hash lies: what it did with the transaction is not known. */
    private static Mono<SendVerdict> send(RpcEndpoint endpoint, SignedTransaction transaction) {
        return endpoint.ask("eth_sendRawTransaction", List.of(transaction.raw()), EthSendTransaction.class)
                .map(answer -> {
                    if (transaction.hash().hex().equalsIgnoreCase(answer.getTransactionHash())) {
                        return SendVerdict.of(SendAnswer.TAKEN);
                    }
                    endpoint.failed(new ChainException.Unavailable("it answered an unknown hash"));
                    return SendVerdict.of(SendAnswer.UNKNOWN);
                })
                .onErrorResume(ChainException.Refused.class, refused -> Mono.just(RpcErrors.sending(refused)))
                .onErrorResume(ChainException.class, failure -> {
                    endpoint.failed(failure);
                    return Mono.just(SendVerdict.of(SendAnswer.UNKNOWN));
                });
    }

    @Override
    public Mono<Receipt> receipt(Hash32 hash) {
        return endpoints
                .ask("eth_getTransactionReceipt", List.of(hash.hex()), EthGetTransactionReceipt.class)
                .flatMap(answer -> Mono.justOrEmpty(answer.getTransactionReceipt()))
                .filter(receipt -> hash.hex().equalsIgnoreCase(receipt.getTransactionHash()))
                .filter(receipt -> receipt.getBlockHash() != null)
                .map(receipt -> receipt(hash, receipt));
    }

    private static Receipt receipt(Hash32 hash, TransactionReceipt receipt) {
        return new Receipt(
                hash,
                receipt.getBlockNumber().longValueExact(),
                Hash32.parse(receipt.getBlockHash()),
                "0x1".equals(receipt.getStatus()),
                receipt.getGasUsed(),
                receipt.getEffectiveGasPrice() == null ? null : Numeric.decodeQuantity(receipt.getEffectiveGasPrice()));
    }

    @Override
    public Mono<BlockRef> block(long number) {
        return chain.block(number);
    }

    @Override
    public Mono<Optional<Hash32>> userOf(Address account, long nonce, long block) {
        return endpoints
                .ask("eth_getBlockByNumber", List.of(RpcEndpoint.quantity(block), true), EthBlock.class)
                .map(answer -> Optional.ofNullable(answer.getBlock()).flatMap(found -> user(found, account, nonce)));
    }

    private static Optional<Hash32> user(EthBlock.Block block, Address account, long nonce) {
        for (EthBlock.TransactionResult<?> found : block.getTransactions()) {
            if (found.get() instanceof EthBlock.TransactionObject transaction
                    && account.lowerCase().equalsIgnoreCase(transaction.getFrom())
                    && transaction.getNonce().equals(BigInteger.valueOf(nonce))) {
                return Optional.of(Hash32.parse(transaction.getHash()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Mono<String> refusal(Address from, ContractCall call, long block) {
        Map<String, String> fields = RpcChain.fields(call);
        fields.put("from", from.lowerCase());
        return endpoints
                .ask("eth_call", List.of(fields, RpcEndpoint.quantity(block - 1)), EthCall.class)
                .map(answered -> "0x")
                .onErrorResume(ChainException.Reverted.class, refused -> Mono.just(refused.data()));
    }
}
