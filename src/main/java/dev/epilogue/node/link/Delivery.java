package dev.epilogue.node.link;

/** What became of one frame that a link was given. */
public sealed interface Delivery {

    record Answered(Incoming.Answer answer) implements Delivery {}

    /** Written, or perhaps written; no answer will be looked for any more. */
    record Unknown(String reason) implements Delivery {}

    /** Not one byte of it was written. */
    record NotSent(String reason) implements Delivery {}
}
