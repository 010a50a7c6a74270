package dev.epilogue.sandbox.clearnode.rpc;

/** An error that the node does not catch: the process ends, for everybody. */
final class Crash extends RuntimeException {

    Crash() {
        super("index out of range", null, false, false);
    }
}
