package dev.epilogue.sandbox.clearnode.rpc;

/** A request that passed its checks. Committing it makes it visible and yields the answer. */
@FunctionalInterface
public interface Work {

    Reply commit();
}
