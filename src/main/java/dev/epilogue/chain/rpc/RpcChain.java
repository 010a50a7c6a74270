package dev.epilogue.chain.rpc;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A chain over its endpoints. */
final class RpcChain implements Chain {

    private final long id;
    private final int confirmations;
    private final RpcEndpoints endpoints;
    private final Flux<BlockRef> heads;

    /** @param headTicks says that there may be a new block; polling goes on beside it */
    RpcChain(ChainSettings settings, RpcEndpoints endpoints, Flux<Long> headTicks) {
        this.id = settings.id();
        this.confirmations = settings.confirmations();
        this.endpoints = endpoints;
        this.heads = Flux.merge(Flux.interval(Duration.ZERO, settings.poll()), headTicks)
                .onBackpressureLatest()
                .concatMap(tick -> head().onErrorComplete(), 1)
                .distinctUntilChanged(BlockRef::hash)
                .replay(1)
                .refCount();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int confirmations() {
        return confirmations;
    }

    @Override
    public Mono<BlockRef> head() {
        return blockOf("latest").switchIfEmpty(Mono.error(() -> new ChainException.Unavailable("no newest block")));
    }

    @Override
    public Mono<BlockRef> block(long number) {
        return blockOf(RpcEndpoint.quantity(number));
    }

    private Mono<BlockRef> blockOf(String tag) {
        return endpoints
                .ask("eth_getBlockByNumber", List.of(tag, false), EthBlock.class)
                .flatMap(answer -> Mono.justOrEmpty(answer.getBlock()))
                .map(RpcChain::ref);
    }

    static BlockRef ref(EthBlock.Block block) {
        return new BlockRef(
                block.getNumber().longValueExact(),
                Hash32.parse(block.getHash()),
                Hash32.parse(block.getParentHash()),
                Instant.ofEpochSecond(block.getTimestamp().longValueExact()));
    }

    @Override
    public Mono<String> call(ContractCall call) {
        return call(fields(call), "latest");
    }

    @Override
    public Mono<String> callFrom(Address sender, ContractCall call) {
        Map<String, String> fields = fields(call);
        fields.put("from", sender.lowerCase());
        return call(fields, "latest");
    }

    @Override
    public Mono<String> callAt(ContractCall call, long block) {
        return call(fields(call), RpcEndpoint.quantity(block));
    }

    private Mono<String> call(Map<String, String> fields, String tag) {
        return endpoints.ask("eth_call", List.of(fields, tag), EthCall.class).map(EthCall::getValue);
    }

    static Map<String, String> fields(ContractCall call) {
        Map<String, String> fields = new HashMap<>();
        fields.put("to", call.to().lowerCase());
        fields.put("data", call.data());
        fields.put("value", Numeric.encodeQuantity(call.value()));
        return fields;
    }

    @Override
    public Mono<List<ContractLog>> logs(Address contract, List<Hash32> firstTopics, long from, long to) {
        Map<String, Object> filter = new HashMap<>();
        filter.put("address", contract.lowerCase());
        filter.put("fromBlock", RpcEndpoint.quantity(from));
        filter.put("toBlock", RpcEndpoint.quantity(to));
        if (!firstTopics.isEmpty()) {
            filter.put("topics", List.of(firstTopics.stream().map(Hash32::hex).toList()));
        }
        return endpoints.ask("eth_getLogs", List.of(filter), EthLog.class).map(RpcChain::logs);
    }

    private static List<ContractLog> logs(EthLog answer) {
        List<ContractLog> logs = new ArrayList<>();
        for (EthLog.LogResult<?> found : answer.getLogs()) {
            if (found.get() instanceof Log log && !log.isRemoved()) {
                logs.add(new ContractLog(
                        Address.parse(log.getAddress()),
                        log.getTopics().stream().map(Hash32::parse).toList(),
                        log.getData(),
                        log.getBlockNumber().longValueExact(),
                        Hash32.parse(log.getBlockHash()),
                        Hash32.parse(log.getTransactionHash()),
                        log.getLogIndex().intValueExact()));
            }
        }
        return logs;
    }

    @Override
    public Flux<BlockRef> heads() {
        return heads;
    }
}
