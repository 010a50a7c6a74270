package dev.epilogue.limits;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is counted. */
public enum Limit {
    /** What makes the service ask a node. */
    NODE_READS,
    /** What begins something: closures, rounds, channel updates, challenges. */
    PROPOSALS,
    /** Signatures that are handed in, each line of a stream for itself. */
    SIGNATURES,
    /** Signatures that do not count: what nothing comes of costs as much as what something does. */
    REFUSED_SIGNATURES,
    /** Event streams that are opened. */
    STREAMS,
    /** Messages that a tenant has sent to its own endpoints to try them. */
    WEBHOOK_TESTS,
    /** First steps of getting in, which everybody may take. */
    SIGN_INS,
    /** Credentials that do not stand. */
    FAILED_CREDENTIALS;

    /** As in settings, tenants' rows and answers: {@code node-reads}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Nothing where no limit of ours is called so. */
    public static Optional<Limit> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(limit -> limit.wireName().equals(name))
                .findFirst();
    }
}
