package dev.epilogue.chain.tx;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives out nonces for one look at an account: always the lowest free one, so that a gap is filled before anything goes beyond it. */
final class Nonces {

    private static final int URGENT_PART = 4;

    private final long first;
    private final int inFlight;
    private final Set<Long> held = new HashSet<>();
    private int pending;

    Nonces(Scene scene, List<StoredTransaction> open) {
        this.first = scene.nonce();
        this.inFlight = scene.paying().settings().spending().inFlight();
        for (StoredTransaction transaction : open) {
            Long nonce = transaction.state().nonce();
            if (nonce != null) {
                held.add(nonce);
                pending += transaction.state().status() == TransactionStatus.MINED ? 0 : 1;
            }
        }
    }

    /**
     * Empty where enough is under way.
     *
     * @param urgent whether a time of the chain hangs on it: then there is some more room
     */
    Optional<Long> free(boolean urgent) {
        int most = urgent ? inFlight + Math.max(1, inFlight / URGENT_PART) : inFlight;
        if (pending >= most) {
            return Optional.empty();
        }
        long nonce = first;
        while (held.contains(nonce)) {
            nonce++;
        }
        return Optional.of(nonce);
    }

    void taken(long nonce) {
        if (held.add(nonce)) {
            pending++;
        }
    }
}
