package dev.epilogue.problem;

/** Who has to do something about a problem. */
public enum Actor {
    CALLER,
    PARTICIPANT,
    OPERATOR,
    NODE
}
