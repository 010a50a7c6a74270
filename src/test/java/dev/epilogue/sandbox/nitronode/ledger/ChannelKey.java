package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One registered version of a channel session key. */
public record ChannelKey(
        Grant grant,
        List<String> assets,
        @Nullable String userSig,
        @Nullable String keySig) {

    public ChannelKey {
        assets = List.copyOf(assets);
    }
}
