package dev.epilogue.signing.nitronode;

import dev.epilogue.value.Allocation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The one order of allocations in which we hash, show and send: by asset, then by participant, as a node lists them. */
public final class HashingOrder {

    public static final Comparator<Allocation> ALLOCATIONS =
            Comparator.comparing(Allocation::asset).thenComparing(Allocation::participant);

    private HashingOrder() {}

    public static List<Allocation> sorted(Collection<Allocation> allocations) {
        return allocations.stream().sorted(ALLOCATIONS).toList();
    }
}
