package dev.epilogue.channel.update;

import dev.epilogue.node.Dialect;
import dev.epilogue.node.NodeException;
import dev.epilogue.problem.Actor;
import dev.epilogue.work.Rest;
import dev.epilogue.work.Work;
import dev.epilogue.work.WorkLease;
import dev.epilogue.work.WorkTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes a channel update through its steps while its lease lasts. */
@Component
class UpdateWorker implements Work {

    private static final int PARALLEL = 16;
    private static final Logger LOG = LoggerFactory.getLogger(UpdateWorker.class);

    private final NitronodeWork nitronode;
    private final NitroRpcWork nitroRpc;
    private final SendingWork sending;
    private final UpdateBench bench;
    private final ChannelUpdateStore store;

    UpdateWorker(
            NitronodeWork nitronode,
            NitroRpcWork nitroRpc,
            SendingWork sending,
            UpdateBench bench,
            ChannelUpdateStore store) {
        this.nitronode = nitronode;
        this.nitroRpc = nitroRpc;
        this.sending = sending;
        this.bench = bench;
        this.store = store;
    }

    @Override
    public WorkTable table() {
        return ChannelUpdateStore.TABLE;
    }

    @Override
    public int parallel() {
        return PARALLEL;
    }

    /** The last step stores when to look again, and gives the lease back with it. */
    @Override
    public Mono<Rest> run(WorkLease lease) {
        return store.find(lease)
                .map(loaded -> bench.held(loaded, lease))
                .expand(this::step)
                .then(Mono.<Rest>empty())
                .onErrorResume(UpdateBench.Overtaken.class, overtaken -> Mono.just(Rest.none()));
    }

    private Mono<Held> step(Held held) {
        return Mono.defer(() -> switch (held.update().stage()) {
                    case Stage.Ended ended -> Mono.<Held>empty();
                    case Stage.Sending under -> sending.step(held, under);
                    default ->
                        held.update().order().dialect() == Dialect.NITRONODE_V1
                                ? nitronode.step(held)
                                : nitroRpc.step(held);
                })
                .onErrorResume(NodeException.class, outage -> outage(held, outage))
                .onErrorResume(failure -> failed(held, failure));
    }

    private Mono<Held> outage(Held held, NodeException outage) {
        return bench.store(
                held, bench.hindered(held, "node-unavailable", String.valueOf(outage.getMessage()), Actor.NODE));
    }

    /** Ours to answer for; a database that is away is nobody's attempt: whoever claims it after the lease goes on. */
    private Mono<Held> failed(Held held, Throwable failure) {
        if (failure instanceof DataAccessException || failure instanceof UpdateBench.Overtaken) {
            return Mono.error(failure);
        }
        LOG.error("channel update {}: a step failed", held.update().id(), failure);
        return bench.store(
                held,
                bench.hindered(held, "internal", "The service failed in a step; its log says how.", Actor.OPERATOR));
    }
}
