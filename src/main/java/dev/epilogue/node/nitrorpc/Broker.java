package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.NodeException;
import dev.epilogue.value.Address;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose signature the node's answers carry: configured, or told once by the node and then held to. */
final class Broker {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final String node;
    private final AtomicReference<@Nullable Address> pinned;

    Broker(String node, @Nullable Address configured) {
        this.node = node;
        this.pinned = new AtomicReference<>(configured);
    }

    /** While nobody is known, anybody's signature counts. */
    boolean signed(SignedResult result) {
        Address expected = pinned.get();
        return result.signer()
                .filter(signer -> expected == null || expected.equals(signer))
                .isPresent();
    }

    /**
     * The node says who it is.
     *
     * @param told its word
     * @param signer who signed that word
     * @throws NodeException.WrongNode when it is not who it was, or another's key signed
     */
    void told(Address told, @Nullable Address signer) {
        if (!told.equals(signer)) {
            throw new NodeException.WrongNode("the node does not sign with the key of its own address " + told);
        }
        if (pinned.compareAndSet(null, told)) {
            LOG.warn("{}: no address is configured; taking the node's own word that it is {}. Pin it.", node, told);
        }
        if (!told.equals(pinned.get())) {
            throw new NodeException.WrongNode("the node's address is " + told + ", expected " + pinned.get());
        }
    }
}
