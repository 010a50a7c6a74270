package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.store.StoredSignature;
import java.util.List;

/**
 * What became of a post.
 *
 * @param repeated whether the participant had signed already: these are the first receipts
 * @param receipts one for each payload
 */
public record SigningAnswer(Closure closure, boolean repeated, List<StoredSignature> receipts) {

    public SigningAnswer {
        receipts = List.copyOf(receipts);
    }
}
