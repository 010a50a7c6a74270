package dev.epilogue.sandbox.clearnode.rpc;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Who is connected, and everything that is said to them in the node's own name. */
final class Audience {

    private final Set<Peer> peers = new CopyOnWriteArraySet<>();
    private final byte[] key;
    private final InstantSource clock;
    private volatile boolean silent;

    Audience(Settings settings) {
        this.key = settings.brokerKey();
        this.clock = settings.timing().clock();
    }

    Set<Peer> peers() {
        return peers;
    }

    /** To every connection of the wallet that is alive. */
    void publish(List<Push> pushes) {
        for (Push push : pushes) {
            peers.stream()
                    .filter(peer -> peer.wallet().equals(Optional.of(push.wallet())))
                    .forEach(peer -> tell(peer, push));
        }
    }

    void tell(Peer peer, Push push) {
        answer(peer, Envelope.push(push, clock.instant()));
    }

    void answer(Peer peer, Envelope envelope) {
        if (!silent) {
            peer.send(envelope.signed(key));
        }
    }

    void silence(boolean on) {
        silent = on;
    }

    boolean isSilent() {
        return silent;
    }
}
