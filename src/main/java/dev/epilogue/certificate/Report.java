package dev.epilogue.certificate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What checking a certificate came to.
 *
 * @param broken what does not hold, the first thing first; none: everything holds
 * @param remarks what holds, and is worth less than it seems: what a revoked key signed
 * @param keyId of the key that sealed it; null where the seal itself does not hold
 * @param marks how many statements are whose word
 * @param head hash of the last event and all before it; null where there is none
 */
public record Report(
        List<Broken> broken,
        List<Remark> remarks,
        @Nullable String closureId,
        @Nullable String issuedAt,
        @Nullable String status,
        @Nullable String keyId,
        Map<Mark, Integer> marks,
        int events,
        @Nullable String head) {

    /**
     * A broken link.
     *
     * @param where the statement or the part of the file
     */
    public record Broken(String where, String what) {}

    /** @param where the statement */
    public record Remark(String where, String what) {}

    public boolean holds() {
        return broken.isEmpty();
    }

    static Report of(List<Broken> broken) {
        return new Report(List.copyOf(broken), List.of(), null, null, null, null, Map.of(), 0, null);
    }
}
