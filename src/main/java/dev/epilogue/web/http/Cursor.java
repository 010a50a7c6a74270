package dev.epilogue.web.http;

import dev.epilogue.store.ClosureFilter.After;
import dev.epilogue.store.Loaded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: opaque to callers, who may only hand it back. */
public final class Cursor {

    private Cursor() {}

    /** @return null when the page was not full */
    public static @Nullable String next(List<Loaded> page, int limit) {
        if (page.size() < limit) {
            return null;
        }
        var last = page.getLast().closure();
        String place = last.times().createdAt() + "/" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws RuntimeException when it is none of ours */
    static After parse(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("no time and id");
        }
        return new After(Kinds.INSTANT.read(parts[0]), Kinds.CLOSURE.read(parts[1]));
    }
}
