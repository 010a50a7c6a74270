package dev.epilogue.web.http;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.ClosureFilter.After;
import dev.epilogue.store.Loaded;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
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

    /** @throws IllegalArgumentException when it is none of ours */
    public static After parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("/", -1);
            if (parts.length == 2) {
                return new After(
                        Instant.parse(parts[0]), ClosureId.parse(parts[1]).orElseThrow());
            }
        } catch (DateTimeException | IllegalArgumentException | NoSuchElementException foreign) {
            throw new IllegalArgumentException("expected a cursor of this list", foreign);
        }
        throw new IllegalArgumentException("expected a cursor of this list");
    }
}
