package dev.epilogue.sandbox.nitronode.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A slice of a list. @param emptyPage what the page number says when nothing matches */
record Page(long offset, int limit, int emptyPage) {

    static Page of(Fields payload, int defaultLimit, int maximum) {
        Fields pagination = payload.object("pagination");
        long limit = pagination.integer("limit", Integer.MAX_VALUE);
        return new Page(
                pagination.integer("offset", Integer.MAX_VALUE),
                limit == 0 ? defaultLimit : (int) Math.min(limit, maximum),
                1);
    }

    Page withEmptyPage(int number) {
        return new Page(offset, limit, number);
    }

    <T> Map<String, Object> answer(String name, List<T> all, Function<T, Object> rendered) {
        List<Object> slice =
                all.stream().skip(offset).limit(limit).map(rendered).toList();
        return Answer.of(name, slice, "metadata", metadata(all.size()));
    }

    private Map<String, Object> metadata(int total) {
        return Answer.of(
                "page",
                total == 0 ? emptyPage : offset / limit + 1,
                "per_page",
                limit,
                "total_count",
                total,
                "page_count",
                (total + limit - 1) / limit);
    }
}
