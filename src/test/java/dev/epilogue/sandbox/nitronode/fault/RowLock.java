package dev.epilogue.sandbox.nitronode.fault;

import java.util.concurrent.CompletableFuture;

/** A lock on rows of the node's database: whoever needs them waits for it, whatever becomes of its connection meanwhile. */
public final class RowLock {

    private final CompletableFuture<Void> released = new CompletableFuture<>();

    public void release() {
        released.complete(null);
    }

    public void whenReleased(Runnable action) {
        released.thenRun(action);
    }
}
