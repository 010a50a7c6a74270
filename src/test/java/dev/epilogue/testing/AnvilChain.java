package dev.epilogue.testing;

import dev.epilogue.chain.BlockRef;
import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChainException;
import dev.epilogue.chain.ContractCall;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** A test's own chain behind the port, by one request for each question: for tests of what stands on the port. */
public record AnvilChain(Anvil anvil, long id) implements Chain {

    @Override
    public Mono<BlockRef> head() {
        return later(() -> block(anvil.rpc("eth_getBlockByNumber", "latest", false)));
    }

    @Override
    public Mono<BlockRef> block(long number) {
        return later(() -> {
            JsonNode block = anvil.rpc("eth_getBlockByNumber", quantity(number), false);
            return block.isNull() ? null : block(block);
        });
    }

    @Override
    public Mono<String> call(ContractCall call) {
        return call(fields(call), "latest");
    }

    @Override
    public Mono<String> callFrom(Address sender, ContractCall call) {
        Map<String, Object> fields = fields(call);
        fields.put("from", sender.lowerCase());
        return call(fields, "latest");
    }

    @Override
    public Mono<String> callAt(ContractCall call, long block) {
        return call(fields(call), quantity(block));
    }

    private Mono<String> call(Map<String, Object> fields, String block) {
        return later(() -> {
            JsonNode answer = anvil.answer("eth_call", fields, block);
            if (answer.has("error")) {
                JsonNode data = answer.get("error").path("data");
                throw data.isString()
                        ? new ChainException.Reverted(data.asString())
                        : new ChainException.Refused(
                                answer.get("error").path("code").asInt(),
                                answer.get("error").path("message").asString());
            }
            return answer.get("result").asString();
        });
    }

    @Override
    public Mono<List<ContractLog>> logs(Address contract, List<Hash32> firstTopics, long from, long to) {
        return later(() -> {
            Object topics = firstTopics.isEmpty()
                    ? List.of()
                    : List.of(firstTopics.stream().map(Hash32::hex).toList());
            JsonNode logs = anvil.rpc(
                    "eth_getLogs",
                    Map.of(
                            "address", contract.lowerCase(),
                            "topics", topics,
                            "fromBlock", quantity(from),
                            "toBlock", quantity(to)));
            return logs(logs);
        });
    }

    @Override
    public Flux<BlockRef> heads() {
        return head().flux();
    }

    /** Of an answer to {@code eth_getLogs}, or of a receipt. */
    static List<ContractLog> logs(JsonNode array) {
        List<ContractLog> logs = new ArrayList<>();
        for (JsonNode log : array) {
            List<Hash32> topics = new ArrayList<>();
            log.get("topics").forEach(topic -> topics.add(Hash32.parse(topic.asString())));
            logs.add(new ContractLog(
                    Address.parse(log.get("address").asString()),
                    topics,
                    log.get("data").asString(),
                    number(log.get("blockNumber")),
                    Hash32.parse(log.get("blockHash").asString()),
                    Hash32.parse(log.get("transactionHash").asString()),
                    (int) number(log.get("logIndex"))));
        }
        return logs;
    }

    private static Map<String, Object> fields(ContractCall call) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("to", call.to().lowerCase());
        fields.put("data", call.data());
        fields.put("value", Anvil.hex(call.value()));
        return fields;
    }

    private static BlockRef block(JsonNode block) {
        return new BlockRef(
                number(block.get("number")),
                Hash32.parse(block.get("hash").asString()),
                Hash32.parse(block.get("parentHash").asString()),
                Instant.ofEpochSecond(number(block.get("timestamp"))));
    }

    private static long number(JsonNode quantity) {
        return Long.decode(quantity.asString());
    }

    private static String quantity(long number) {
        return Anvil.hex(BigInteger.valueOf(number));
    }

    private static <T> Mono<T> later(java.util.concurrent.Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(Schedulers.boundedElastic());
    }
}
