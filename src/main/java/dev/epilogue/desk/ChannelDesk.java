package dev.epilogue.desk;

import dev.epilogue.channel.ChannelAllocation;
import dev.epilogue.channel.ChannelReader;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Budget;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.node.SessionReading;
import dev.epilogue.problem.Violation;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.ClosureSearch;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Channels of participants: what node and chain say of them, and what closures of ours added. */
@Service
public class ChannelDesk {

    private static final int CREDITS_SHOWN = 50;
    private static final int READ_AT_ONCE = 4;

    private final NodeRegistry nodes;
    private final SessionReader sessions;
    private final ChannelReader channels;
    private final ClosureSearch closures;
    private final ChannelOwners owners;

    ChannelDesk(
            NodeRegistry nodes,
            SessionReader sessions,
            ChannelReader channels,
            ClosureSearch closures,
            ChannelOwners owners) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.channels = channels;
        this.closures = closures;
        this.owners = owners;
    }

    /** What a closure of the caller's paid, or will pay, to the participant. */
    public record ChannelCredit(SessionId session, SettlementLine line) {}

    public record Shown(ChannelAllocation allocation, List<ChannelCredit> credits) {
        public Shown {
            credits = List.copyOf(credits);
        }
    }

    /**
     * One channel.
     *
     * @param participant needed where the channel was never met
     * @param asset checked where it is given; needed as well on v1 where the channel was never met
     */
    public Mono<Shown> allocation(
            TenantId tenant, String node, Hash32 channelId, @Nullable Address participant, @Nullable String asset) {
        return owners.owner(tenant, node, channelId, participant, missing(node, asset))
                .flatMap(wallet -> channels.channel(node, wallet, channelId))
                .filter(found -> asset == null || asset.equals(found.asset()))
                .switchIfEmpty(Mono.error(ChannelOwners::notFound))
                .flatMap(found -> shown(tenant, node, found));
    }

    private List<Violation> missing(String node, @Nullable String asset) {
        boolean assetNeeded =
                nodes.of(node, Budget.CALLERS).channels().acknowledgements().isPresent();
        return asset == null && assetNeeded
                ? List.of(ChannelOwners.missing(
                        "asset", "This channel was not met before, and a v1 node keeps states by asset"))
                : List.of();
    }

    /** For each participant and asset of the session, zero or not. */
    public Flux<Shown> ofSession(TenantId tenant, String node, SessionId id) {
        return sessions.read(tenant, node, id)
                .flatMapIterable(read -> places(read.session()))
                .flatMapSequential(place -> channels.current(node, place.participant(), place.asset()), READ_AT_ONCE)
                .concatMap(found -> shown(tenant, node, found));
    }

    private record Place(Address participant, String asset) {}

    private static List<Place> places(SessionReading session) {
        Set<Address> participants = new LinkedHashSet<>();
        session.participants().forEach(member -> participants.add(member.participant()));
        List<String> assets = session.allocations().stream()
                .map(row -> row.asset())
                .distinct()
                .toList();
        return assets.stream()
                .flatMap(asset -> participants.stream().map(participant -> new Place(participant, asset)))
                .toList();
    }

    private Mono<Shown> shown(TenantId tenant, String node, ChannelAllocation allocation) {
        return closures.find(new Reach.Tenant(tenant), concerning(node, allocation.participant()), CREDITS_SHOWN)
                .concatMapIterable(loaded -> credits(loaded, allocation))
                .collectList()
                .map(credits -> new Shown(allocation, credits));
    }

    private static ClosureFilter concerning(String node, Address participant) {
        return new ClosureFilter(
                Set.of(), null, participant, null, null, node, null, null, null, null, null, null, null);
    }

    private static List<ChannelCredit> credits(Loaded loaded, ChannelAllocation allocation) {
        return loaded.closure().settlement().stream()
                .filter(line -> line.participant().equals(allocation.participant())
                        && line.asset().equals(allocation.asset()))
                .map(line -> new ChannelCredit(loaded.closure().subject().sessionId(), line))
                .toList();
    }
}
