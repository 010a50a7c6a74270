package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Hash32;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a participant is asked to sign: the exact bytes, and the fields from which a wallet rebuilds them before it
 * signs. Frozen with its round; any difference makes a new round.
 *
 * @param index position in the round, from 0; required payloads come first, in the order of their execution
 * @param participant who may sign it; null when every participant signs the same
 * @param versionNumber the session's version after execution (v1), or the version that the proposal builds on plus one (0.x);
 *     for optional payloads the version of the channel state that is signed
 * @param intent v1 wire number; null elsewhere
 * @param message {@code 0x} hex of what the wallet is handed: for {@link Scheme#EIP191} 32 bytes, or a whole packed channel
 *     state where one is signed; for {@link Scheme#RAW} the exact request bytes
 * @param text the message as text where it is text (0.x), else null
 * @param digest what recovery takes
 * @param request the frozen request's header (0.x), else null
 * @param allocations in hashing order
 * @param sessionData as hashed; null where the request leaves the member out (0.x)
 */
public record Payload(
        int index,
        Purpose purpose,
        boolean required,
        @Nullable Address participant,
        @Nullable String asset,
        @Nullable Hash32 channelId,
        long versionNumber,
        @Nullable Integer intent,
        Scheme scheme,
        String message,
        @Nullable String text,
        Hash32 digest,
        @Nullable FrozenRequest request,
        List<Allocation> allocations,
        @Nullable String sessionData) {

    /**
     * The members of a 0.x request array that surround its params.
     *
     * @param id request id, below 2^53
     * @param timestamp milliseconds since the epoch; the node accepts the request until 60 s later
     */
    public record FrozenRequest(long id, String method, long timestamp) {}

    public Payload {
        allocations = List.copyOf(allocations);
    }
}
