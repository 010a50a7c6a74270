package dev.epilogue.chain.tx;

/** What is to be done for a transaction now. */
public sealed interface Todo {

    /** Sign, store, then send. */
    record Sign(Attempt.Kind kind, Fees fees) implements Todo {}

    /** Send what is stored, for the first time or again. */
    record Send(Attempt attempt) implements Todo {}

    /** Look at the chain again later. */
    record Wait() implements Todo {}

    /** It has ended. */
    record Nothing() implements Todo {}
}
