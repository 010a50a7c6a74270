package dev.epilogue.escalation;

/** What a transaction of an escalation does. */
enum Step {
    /** Puts the newest co-signed state on chain, also against a dispute. */
    CHECKPOINT,
    CHALLENGE,
    /** Pays an expired dispute out. */
    CLOSE
}
