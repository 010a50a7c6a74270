package dev.epilogue.web.http;

import dev.epilogue.closure.FinalState;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Keccak;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request means, whatever way it is written: the same meaning has the same fingerprint. */
public final class Fingerprint {

    private Fingerprint() {}

    /** @param meaning of values, not of the text that they were read from */
    public static String of(String call, Fields meaning) {
        return Keccak.hash(Wire.bytes(Fields.of("call", call).put("meaning", meaning)))
                .hex();
    }

    /** Zero entries say what leaving them out says. */
    public static Fields state(FinalState state) {
        return Fields.of("versionNumber", state.versionNumber())
                .put("sessionData", state.sessionData())
                .put("allocations", split(state.allocations()));
    }

    public static @Nullable List<Allocation> split(@Nullable List<Allocation> allocations) {
        return allocations == null
                ? null
                : allocations.stream()
                        .filter(entry -> !entry.amount().isZero())
                        .sorted(Comparator.comparing(Allocation::participant).thenComparing(Allocation::asset))
                        .toList();
    }
}
