package dev.epilogue.channel.update;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.Reach;
import dev.epilogue.closure.TenantId;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.value.Address;
import dev.epilogue.work.WorkBell;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Channel updates for those who ask for them or look at them. */
@Component
public class ChannelUpdateDirectory {

    private final ChannelUpdateStore store;
    private final UpdateVault vault;
    private final WorkBell bell;

    ChannelUpdateDirectory(ChannelUpdateStore store, UpdateVault vault, WorkBell bell) {
        this.store = store;
        this.vault = vault;
        this.bell = bell;
    }

    /** Fails with {@code channel-update-not-found}. */
    public Mono<Loaded> find(TenantId tenant, ChannelUpdateId id) {
        return store.find(tenant, id).switchIfEmpty(Mono.error(ChannelUpdateDirectory::notFound));
    }

    /** What waits for this wallet's signature, oldest first. */
    public Mono<List<Loaded>> toSign(Reach reach, Address participant, Optional<ChannelUpdateId> after, int limit) {
        return store.toSign(reach, participant, after, limit).collectList();
    }

    /**
     * The one that is under way; else the last one where it succeeded; else a new one.
     *
     * @param bucket of the closure, or of the channel where there is none
     */
    public Mono<Loaded> order(Bucket bucket, ChannelOrder order) {
        return store.like(bucket, order)
                .filter(loaded -> serves(loaded.update()))
                .switchIfEmpty(Mono.defer(() -> open(bucket, order)));
    }

    private static boolean serves(ChannelUpdate update) {
        boolean failed = update.stage() instanceof Stage.Ended ended
                && (update.order().closure() == null || ended.result() != Stage.Result.CONFIRMED);
        return !failed;
    }

    private Mono<Loaded> open(Bucket bucket, ChannelOrder order) {
        return store.now().flatMap(now -> {
            ChannelUpdateId id = ChannelUpdateId.next(bucket, now);
            return store.open(ChannelUpdate.opened(id, order, now), vault.newKey(id), false)
                    .doOnNext(opened -> bell.ring(ChannelUpdateStore.TABLE))
                    .then(store.like(bucket, order))
                    .switchIfEmpty(Mono.error(ChannelUpdateDirectory::notFound));
        });
    }

    static ProblemException notFound() {
        return Problem.of(ProblemCode.CHANNEL_UPDATE_NOT_FOUND, "There is no such channel update.")
                .exception();
    }
}
