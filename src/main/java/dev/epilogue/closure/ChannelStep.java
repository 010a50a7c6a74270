package dev.epilogue.closure;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a participant's channel is brought after the close.
 *
 * @param update id of the channel update, by which its payloads and its state are found
 * @param status of that update, by the API's name
 * @param detail why it stands where it stands, safe to show; null where the status says it all
 * @param moves 0.x: what moved where; null while nothing did, and on v1
 * @param challenge what became of the authority to challenge that the participant signed along; null where nothing did, or yet
 */
public record ChannelStep(
        UUID update,
        String status,
        @Nullable String detail,
        @Nullable GivenChallenge challenge,
        @Nullable ChannelMoves moves) {}
