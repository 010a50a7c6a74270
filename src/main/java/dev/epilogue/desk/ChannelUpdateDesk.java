package dev.epilogue.desk;

import dev.epilogue.channel.update.ChannelOrder;
import dev.epilogue.channel.update.ChannelUpdateDirectory;
import dev.epilogue.channel.update.ChannelUpdateId;
import dev.epilogue.channel.update.ChannelUpdateSettings;
import dev.epilogue.channel.update.Loaded;
import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.closure.TenantId;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Bringing one channel to where a close, or somebody, wants it. */
@Service
public class ChannelUpdateDesk {

    private final CreditedChannels channels;
    private final ChannelUpdateDirectory updates;
    private final ChannelModes modes;
    private final ChannelUpdateSettings settings;
    private final ChannelDesk shown;

    ChannelUpdateDesk(
            CreditedChannels channels,
            ChannelUpdateDirectory updates,
            ChannelModes modes,
            ChannelUpdateSettings settings,
            ChannelDesk shown) {
        this.channels = channels;
        this.updates = updates;
        this.modes = modes;
        this.settings = settings;
        this.shown = shown;
    }

    /**
     * What somebody wants of a channel.
     *
     * @param participant whose it is, needed where we never met the channel
     * @param mode null: what the closure's policy says
     * @param closure null: the newest one that credited the channel
     */
    public record Wish(
            String node,
            Hash32 channelId,
            @Nullable Address participant,
            @Nullable String asset,
            Policy.@Nullable ChannelUpdate mode,
            @Nullable ClosureId closure) {}

    /**
     * What came of it.
     *
     * @param update null where there is nothing to be done but to look
     * @param status by the API's name
     */
    public record Outcome(
            CreditedChannels.Found channel, Policy.ChannelUpdate mode, String status, Optional<Loaded> update) {

        public boolean settled() {
            return update.map(loaded -> loaded.update().ended()).orElse(!status.equals("PENDING"));
        }
    }

    /** Fails with {@code channel-not-found}, {@code closure-not-found} or {@code invalid-parameter}. */
    public Mono<Outcome> update(TenantId tenant, Wish wish) {
        return channels.find(tenant, wish).flatMap(found -> {
            Policy.ChannelUpdate mode = mode(wish, found);
            modes.check(found.dialect(), mode, "mode");
            if (mode == Policy.ChannelUpdate.VERIFY) {
                return Mono.just(new Outcome(found, mode, credited(found), Optional.empty()));
            }
            boolean withoutCredit = wish.closure() != null && found.line().isEmpty();
            return withoutCredit
                    ? Mono.just(new Outcome(found, mode, "NO_CREDIT", Optional.empty()))
                    : order(tenant, wish, found, mode);
        });
    }

    /** The channel as it is now; empty where there is none, or none of the node's words. */
    public Mono<ChannelDesk.Shown> allocation(TenantId tenant, Outcome outcome) {
        CreditedChannels.Found found = outcome.channel();
        return found.channelId() == null
                ? Mono.empty()
                : shown.allocation(tenant, found.node(), found.channelId(), found.participant(), found.asset())
                        .onErrorResume(NodeException.class, outage -> Mono.empty())
                        .onErrorResume(ProblemException.class, unknown -> Mono.empty());
    }

    /** Fails with {@code channel-update-not-found}. */
    public Mono<Outcome> find(TenantId tenant, ChannelUpdateId id) {
        return updates.find(tenant, id)
                .flatMap(loaded -> channels.of(tenant, loaded.update()).map(found -> outcome(found, loaded)));
    }

    /** Fails with {@code channel-update-not-found}. */
    public Mono<Loaded> load(TenantId tenant, ChannelUpdateId id) {
        return updates.find(tenant, id);
    }

    /** What waits for this wallet's signature, oldest first. */
    public Mono<List<Loaded>> toSign(Reach reach, Address participant, int limit) {
        return updates.toSign(reach, participant, Optional.empty(), limit);
    }

    private Mono<Outcome> order(TenantId tenant, Wish wish, CreditedChannels.Found found, Policy.ChannelUpdate mode) {
        Optional<Closure> closure = found.closure();
        Bucket bucket = closure.map(each -> each.id().bucket())
                .orElseGet(() -> Bucket.of(found.nodeAddress(), wish.channelId()));
        Instant deadline = found.now().plus(settings.waitFor());
        ChannelOrder order = new ChannelOrder(
                tenant,
                closure.map(Closure::id).orElse(null),
                found.node(),
                found.nodeAddress(),
                found.dialect(),
                found.participant(),
                found.asset(),
                wish.channelId(),
                found.line().map(SettlementLine::amount).orElse(null),
                mode,
                deadline);
        return updates.order(bucket, order).map(loaded -> outcome(found, loaded));
    }

    private static Outcome outcome(CreditedChannels.Found found, Loaded loaded) {
        return new Outcome(
                found, loaded.update().order().mode(), loaded.update().stage().status(), Optional.of(loaded));
    }

    private static Policy.ChannelUpdate mode(Wish wish, CreditedChannels.Found found) {
        if (wish.mode() != null) {
            return wish.mode();
        }
        return found.closure().map(closure -> closure.policy().channelUpdate()).orElse(Policy.ChannelUpdate.VERIFY);
    }

    /** The node's own records prove a credit; until they do nothing is said. */
    private static String credited(CreditedChannels.Found found) {
        return found.line()
                .map(line -> line.status() == SettlementLine.Status.PENDING ? "PENDING" : "REFLECTED")
                .orElse("NO_CREDIT");
    }
}
