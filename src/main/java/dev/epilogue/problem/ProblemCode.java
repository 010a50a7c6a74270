package dev.epilogue.problem;

import java.util.Locale;

/** Every code that an answer can carry. Codes are never renamed; clients decide by them. */
public enum ProblemCode {
    MALFORMED_JSON(Actor.CALLER, false),
    UNKNOWN_MEMBER(Actor.CALLER, false),
    INVALID_PARAMETER(Actor.CALLER, false),
    NODE_REQUIRED(Actor.CALLER, false),
    UNAUTHENTICATED(Actor.CALLER, false),
    LINK_EXPIRED(Actor.CALLER, false),
    SIGN_IN_EXPIRED(Actor.CALLER, false),
    SCOPE_MISSING(Actor.CALLER, false),
    SESSION_NOT_YOURS(Actor.CALLER, false),
    ORIGIN_REFUSED(Actor.CALLER, false),
    NOT_FOUND(Actor.CALLER, false),
    METHOD_NOT_ALLOWED(Actor.CALLER, false),
    NOT_ACCEPTABLE(Actor.CALLER, false),
    SESSION_NOT_FOUND(Actor.CALLER, false),
    CHANNEL_NOT_FOUND(Actor.CALLER, false),
    CHANNEL_UPDATE_NOT_FOUND(Actor.CALLER, false),
    CLOSURE_NOT_FOUND(Actor.CALLER, false),
    NODE_NOT_FOUND(Actor.CALLER, false),
    API_KEY_NOT_FOUND(Actor.CALLER, false),
    KEY_REVOKED(Actor.CALLER, false),
    WEBHOOK_NOT_FOUND(Actor.CALLER, false),
    CLOSURE_ACTIVE(Actor.CALLER, false),
    CLOSURE_ACTIVE_ELSEWHERE(Actor.CALLER, false),
    SESSION_CLOSED(Actor.CALLER, false),
    SESSION_OPEN(Actor.CALLER, false),
    STALE_VERSION(Actor.CALLER, false),
    ROUND_SUPERSEDED(Actor.CALLER, false),
    ROUND_SEALED(Actor.CALLER, false),
    CLOSURE_ENDED(Actor.CALLER, false),
    NOT_EXTENDABLE(Actor.CALLER, false),
    OUTCOME_UNKNOWN(Actor.NODE, true),
    CHALLENGE_UNAVAILABLE(Actor.CALLER, false),
    IDEMPOTENCY_IN_PROGRESS(Actor.CALLER, true),
    LIMIT_LINKS(Actor.CALLER, false),
    LIMIT_WEBHOOKS(Actor.CALLER, false),
    REVISION_MISMATCH(Actor.CALLER, false),
    REQUEST_TIMEOUT(Actor.CALLER, true),
    TOO_LARGE(Actor.CALLER, false),
    UNSUPPORTED_MEDIA_TYPE(Actor.CALLER, false),
    ALLOCATION_SUM(Actor.CALLER, false),
    ALLOCATION_UNKNOWN_PARTICIPANT(Actor.CALLER, false),
    ALLOCATION_UNKNOWN_ASSET(Actor.CALLER, false),
    ALLOCATION_DUPLICATE(Actor.CALLER, false),
    ALLOCATION_NEGATIVE(Actor.CALLER, false),
    ALLOCATION_PRECISION(Actor.CALLER, false),
    FINAL_STATE_MISMATCH(Actor.CALLER, false),
    SESSION_UNSUPPORTED(Actor.OPERATOR, false),
    CONSENSUS_UNREACHABLE(Actor.CALLER, false),
    IDEMPOTENCY_KEY_REUSED(Actor.CALLER, false),
    REASON_REQUIRED(Actor.PARTICIPANT, false),
    WEBHOOK_TARGET_REFUSED(Actor.CALLER, false),
    SIGNATURE_LENGTH(Actor.PARTICIPANT, false),
    SIGNATURE_HIGH_S(Actor.PARTICIPANT, false),
    SIGNATURE_STRANGER(Actor.PARTICIPANT, false),
    SIGNATURE_PREFIX(Actor.PARTICIPANT, false),
    SIGNATURE_ROUND(Actor.PARTICIPANT, false),
    SIGNATURE_ORDER(Actor.PARTICIPANT, false),
    SIGNATURE_COUNT(Actor.PARTICIPANT, false),
    CONTRACT_WALLET_UNSUPPORTED(Actor.PARTICIPANT, false),
    SESSION_KEY_UNKNOWN(Actor.PARTICIPANT, false),
    SESSION_KEY_EXPIRED(Actor.PARTICIPANT, false),
    SESSION_KEY_SCOPE(Actor.PARTICIPANT, false),
    RATE_LIMITED(Actor.CALLER, true),
    CONTRACT_UNVERIFIED(Actor.OPERATOR, false),
    ISSUER_UNAVAILABLE(Actor.OPERATOR, true),
    NODE_UNAVAILABLE(Actor.NODE, true),
    OVERLOADED(Actor.OPERATOR, true),
    DATABASE_UNAVAILABLE(Actor.OPERATOR, true),
    INTERNAL(Actor.OPERATOR, true);

    private final Actor actor;
    private final boolean retryable;

    ProblemCode(Actor actor, boolean retryable) {
        this.actor = actor;
        this.retryable = retryable;
    }

    /** As in the answer: {@code closure-active}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is no such code */
    public static ProblemCode ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public Actor actor() {
        return actor;
    }

    /** Whether the same request may succeed later without anybody changing it. */
    public boolean retryable() {
        return retryable;
    }
}
