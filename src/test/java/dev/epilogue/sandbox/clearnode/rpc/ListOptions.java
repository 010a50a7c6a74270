package dev.epilogue.sandbox.clearnode.rpc;

import dev.epilogue.sandbox.clearnode.engine.Refusal;
import dev.epilogue.sandbox.clearnode.gojson.Fields;
import java.math.BigInteger;
import java.util.List;

/** Paging and order of a list (protocol 3.6). */
record ListOptions(long offset, long limit, String sort) {

    private static final int DEFAULT = 10;
    private static final int MAX = 100;

    static ListOptions of(Fields params) {
        long limit = params.unsigned("limit").min(BigInteger.valueOf(MAX)).longValue();
        long offset = params.unsigned("offset")
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
        return new ListOptions(offset, limit == 0 ? DEFAULT : limit, params.text("sort"));
    }

    /** @param oldestFirst all rows @param failure the answer to an unknown order */
    <T> List<T> page(List<T> oldestFirst, String failure) {
        return ordered(oldestFirst, failure, "desc").stream()
                .skip(offset)
                .limit(limit)
                .toList();
    }

    private <T> List<T> ordered(List<T> oldestFirst, String failure, String byDefault) {
        return switch (sort.isEmpty() ? byDefault : sort.toLowerCase(java.util.Locale.ROOT)) {
            case "asc" -> oldestFirst;
            case "desc" -> oldestFirst.reversed();
            default -> throw new Refusal(failure);
        };
    }
}
