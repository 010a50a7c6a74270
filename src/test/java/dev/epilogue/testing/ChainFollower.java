package dev.epilogue.testing;

import dev.epilogue.chain.Chain;
import dev.epilogue.chain.ChannelContract;
import dev.epilogue.chain.ChannelEvent;
import dev.epilogue.chain.channelhub.ChannelHub;
import dev.epilogue.chain.custody.Custody;
import dev.epilogue.sandbox.clearnode.FakeClearNode;
import dev.epilogue.sandbox.nitronode.FakeNitronode;
import dev.epilogue.value.Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a node that watches its contract: reads what a local chain logged, and tells a fake node. Without it a fake node
 * learns of nothing that happens on chain. Like a 0.x node it follows blocks at once, and takes nothing back when they vanish.
 */
public final class ChainFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChainFollower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Chain chain;
    private final ChannelContract contract;
    private final Consumer<ChannelEvent> node;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("chain-follower").factory());
    private long followed;

    private ChainFollower(Chain chain, ChannelContract contract, Consumer<ChannelEvent> node) {
        this.chain = chain;
        this.contract = contract;
        this.node = node;
        this.followed = head();
    }

    /** Follows from the next block on. */
    public static ChainFollower start(Chain chain, Address hub, FakeNitronode node) {
        return new ChainFollower(chain, new ChannelHub(chain, hub), new HubEvents(node.ledger())).started();
    }

    /** Follows from the next block on. */
    public static ChainFollower start(Chain chain, Address custody, FakeClearNode node) {
        return new ChainFollower(chain, new Custody(chain, custody, node.brokerAddress()), new CustodyEvents(node))
                .started();
    }

    private ChainFollower started() {
        timer.scheduleWithFixedDelay(this::quietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Once this returns, the node knows everything that is mined by now. */
    public synchronized void catchUp() {
        long head = head();
        if (head < followed) {
            followed = head;
        }
        if (head == followed) {
            return;
        }
        List<ChannelEvent> events = chain.logs(contract.address(), List.of(), followed + 1, head)
                .flatMapIterable(logs -> logs)
                .mapNotNull(log -> contract.decode(log).orElse(null))
                .collectList()
                .block(PATIENCE);
        followed = head;
        events.forEach(node);
    }

    private void quietly() {
        try {
            catchUp();
        } catch (RuntimeException away) {
            // a node goes on watching, whatever its chain does
            LOG.debug("the chain was not followed this time", away);
        }
    }

    private long head() {
        return chain.head().block(PATIENCE).number();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
