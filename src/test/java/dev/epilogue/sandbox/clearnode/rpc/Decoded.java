package dev.epilogue.sandbox.clearnode.rpc;

import java.util.Optional;

/** What became of a frame. */
public sealed interface Decoded permits Request, Decoded.Malformed {

    /** @param id to echo, where it was read before the frame broke */
    record Malformed(Optional<String> id, String text) implements Decoded {}
}
