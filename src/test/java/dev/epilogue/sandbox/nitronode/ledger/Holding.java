package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.value.Address;
import java.util.Comparator;

/** Whose row of which asset; ordered as the node lists rows. */
public record Holding(Address participant, String asset) implements Comparable<Holding> {

    private static final Comparator<Holding> ORDER =
            Comparator.comparing(Holding::asset).thenComparing(Holding::participant);

    @Override
    public int compareTo(Holding other) {
        return ORDER.compare(this, other);
    }

    String named() {
        return "participant " + participant.lowerCase() + ", asset " + asset;
    }
}
