package dev.epilogue.escalation;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.Chains;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ContractLog;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What happened at a contract lately: its logs, read once for all channels that are looked after there. A channel without a log is as
 * it was when its storage was read.
 */
@Component
class ContractNews {

    /** What providers give in one answer without complaint. */
    private static final long MOST_BLOCKS = 1_000;

    /** Older logs are forgotten; whoever has read before is told that nothing is known. */
    private static final long KEPT_BLOCKS = 20_000;

    private final Chains chains;
    private final EscalationSettings settings;
    private final Map<Key, Shared<News>> feeds = new ConcurrentHashMap<>();

    ContractNews(Chains chains, EscalationSettings settings) {
        this.chains = chains;
        this.settings = settings;
    }

    private record Key(long chainId, Address contract) {}

    /**
     * Logs of a range of blocks.
     *
     * @param last the last block that names the hash, for each
     */
    record News(long from, long upTo, Map<Hash32, Long> last) {

        /**
         * Whether nothing has happened to a channel since its storage was read.
         *
         * @param confirmations blocks above the one that was read are not the only ones that may have changed: those that may still
         *     vanish are asked about too
         */
        boolean quietSince(Hash32 channel, long readAt, int confirmations) {
            long settled = readAt - confirmations;
            return from <= settled + 1 && upTo >= readAt && last.getOrDefault(channel, -1L) <= settled;
        }
    }

    /** At most half a watch interval old. Fails as the chain does. */
    Mono<News> of(ChannelContract contract) {
        Chain chain = chains.of(contract.chainId());
        return feeds.computeIfAbsent(
                        new Key(contract.chainId(), contract.address()),
                        key -> new Shared<>(settings.watchInterval().dividedBy(2), old -> read(chain, key, old)))
                .get();
    }

    private static Mono<News> read(Chain chain, Key key, @Nullable News old) {
        return chain.head().flatMap(head -> {
            long overlap = head.number() - 2L * chain.confirmations();
            News before =
                    old != null && head.number() - old.upTo() < MOST_BLOCKS && old.upTo() <= head.number() ? old : null;
            long from = Math.max(0, before == null ? overlap : Math.min(overlap, before.upTo() + 1));
            return chain.logs(key.contract(), List.of(), from, head.number())
                    .map(logs -> together(before, logs, from, head.number()));
        });
    }

    private static News together(@Nullable News old, List<ContractLog> logs, long from, long upTo) {
        Map<Hash32, Long> last = new HashMap<>();
        long first = old == null ? from : Math.max(old.from(), upTo - KEPT_BLOCKS);
        if (old != null) {
            old.last().forEach((hash, block) -> {
                if (block >= first && block < from) {
                    last.put(hash, block);
                }
            });
        }
        logs.forEach(log -> log.topics().forEach(topic -> last.merge(topic, log.block(), Math::max)));
        return new News(first, upTo, Map.copyOf(last));
    }
}
