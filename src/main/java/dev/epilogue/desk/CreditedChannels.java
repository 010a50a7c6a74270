package dev.epilogue.desk;

import dev.epilogue.channel.ChannelReader;
import dev.epilogue.channel.update.ChannelUpdate;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.Budget;
import dev.epilogue.node.ClearNode;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.store.ClosureFilter;
import dev.epilogue.store.ClosureSearch;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.store.Loaded;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whose a channel is, and which of our closures credited it. */
@Component
class CreditedChannels {

    /** A wallet's newest closures; a credit further back than these has to be named. */
    private static final int NEWEST = 50;

    private final NodeRegistry nodes;
    private final ClosureStore closures;
    private final ClosureSearch search;
    private final ChannelReader reader;
    private final ChannelOwners owners;

    CreditedChannels(
            NodeRegistry nodes,
            ClosureStore closures,
            ClosureSearch search,
            ChannelReader reader,
            ChannelOwners owners) {
        this.nodes = nodes;
        this.closures = closures;
        this.search = search;
        this.reader = reader;
        this.owners = owners;
    }

    /**
     * A channel that was found.
     *
     * @param channelId null where the participant has none
     * @param closure that credited it; the named one, else the newest
     * @param line of that closure
     * @param now the database's clock
     */
    public record Found(
            String node,
            Address nodeAddress,
            Dialect dialect,
            @Nullable Hash32 channelId,
            Address participant,
            String asset,
            Optional<Closure> closure,
            Optional<SettlementLine> line,
            Instant now) {}

    private record Place(Address participant, String asset) {}

    /** Fails as {@link ChannelOwners#owner} does, and with {@code closure-not-found}. */
    Mono<Found> find(TenantId tenant, ChannelUpdateDesk.Wish wish) {
        return Mono.defer(() -> {
            ClearNode node = nodes.of(wish.node(), Budget.CALLERS);
            Mono<Optional<Closure>> named = named(tenant, wish);
            return Mono.zip(node.identity(), named, closures.now()).flatMap(known -> {
                Optional<Closure> closure = known.getT2();
                return place(tenant, wish, closure)
                        .switchIfEmpty(Mono.error(CreditedChannels::notFound))
                        .flatMap(place -> crediting(tenant, wish, place, closure)
                                .map(credit -> found(
                                        new Keeper(wish.node(), known.getT1().address(), dialect(node)),
                                        wish.channelId(),
                                        place,
                                        credit,
                                        known.getT3())));
            });
        });
    }

    /** What an update is about. */
    Mono<Found> of(TenantId tenant, ChannelUpdate update) {
        Mono<Optional<Closure>> closure = update.order().closure() == null
                ? Mono.just(Optional.empty())
                : closures.find(tenant, update.order().closure())
                        .map(loaded -> Optional.of(loaded.closure()))
                        .defaultIfEmpty(Optional.empty());
        Place place = new Place(update.order().participant(), update.order().asset());
        return Mono.zip(closure, closures.now())
                .map(both -> found(
                        new Keeper(
                                update.order().node(),
                                update.order().nodeAddress(),
                                update.order().dialect()),
                        update.progress().channelId(),
                        place,
                        both.getT1(),
                        both.getT2()));
    }

    private Mono<Optional<Closure>> named(TenantId tenant, ChannelUpdateDesk.Wish wish) {
        return wish.closure() == null
                ? Mono.just(Optional.empty())
                : closures.find(tenant, wish.closure())
                        .filter(loaded -> loaded.closure().subject().node().equals(wish.node()))
                        .switchIfEmpty(Mono.error(Registrar::notFound))
                        .map(loaded -> Optional.of(loaded.closure()));
    }

    /** A node tells of a wallet's channels, and of no channel whose it is. */
    private Mono<Place> place(TenantId tenant, ChannelUpdateDesk.Wish wish, Optional<Closure> closure) {
        return candidates(tenant, wish, closure)
                .concatMap(wallet -> reader.ofWallet(wish.node(), wallet).flatMapIterable(all -> all))
                .filter(channel -> channel.channelId().equals(wish.channelId()))
                .filter(channel -> wish.asset() == null || wish.asset().equals(channel.asset()))
                .next()
                .flatMap(CreditedChannels::place);
    }

    private Flux<Address> candidates(TenantId tenant, ChannelUpdateDesk.Wish wish, Optional<Closure> closure) {
        return closure.filter(each -> wish.participant() == null)
                .map(each -> Flux.fromIterable(each.payees()))
                .orElseGet(() -> owners.owner(tenant, wish.node(), wish.channelId(), wish.participant(), List.of())
                        .flux());
    }

    private static Mono<Place> place(NodeChannel channel) {
        return channel.asset() == null
                ? Mono.error(notFound())
                : Mono.just(new Place(channel.wallet(), channel.asset()));
    }

    private Mono<Optional<Closure>> crediting(
            TenantId tenant, ChannelUpdateDesk.Wish wish, Place place, Optional<Closure> named) {
        if (named.isPresent()) {
            return Mono.just(named);
        }
        ClosureFilter ofWallet = new ClosureFilter(
                Set.of(), null, place.participant(), null, null, wish.node(), null, null, null, null, null, null, null);
        return search.find(new Reach.Tenant(tenant), ofWallet, NEWEST)
                .map(Loaded::closure)
                .filter(closure -> line(closure, place).isPresent())
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private record Keeper(String node, Address address, Dialect dialect) {}

    /** Of the two older ones either serves: they have the same channels. */
    private static Dialect dialect(ClearNode node) {
        return node.channels().acknowledgements().isPresent() ? Dialect.NITRONODE_V1 : Dialect.NITRORPC_04;
    }

    private static Found found(
            Keeper keeper, @Nullable Hash32 channelId, Place place, Optional<Closure> closure, Instant now) {
        return new Found(
                keeper.node(),
                keeper.address(),
                keeper.dialect(),
                channelId,
                place.participant(),
                place.asset(),
                closure,
                closure.flatMap(each -> line(each, place)),
                now);
    }

    /** Only a close that is proved credits anybody. */
    private static Optional<SettlementLine> line(Closure closure, Place place) {
        List<SettlementLine> lines =
                closure.session().closed() && closure.outcome() != null ? closure.settlement() : List.of();
        return lines.stream()
                .filter(line -> line.participant().equals(place.participant())
                        && line.asset().equals(place.asset())
                        && line.creditId() != null)
                .findFirst();
    }

    private static ProblemException notFound() {
        return Problem.of(
                        ProblemCode.CHANNEL_NOT_FOUND,
                        "No such channel is known here: a node finds a channel by its participant, so name that.")
                .exception();
    }
}
