package dev.epilogue.escalation;

/** Why something is not possible, was stopped or ended by others: names that clients may rely on. */
public final class Reasons {

    /** The service does not do this for the tenant. */
    public static final String NOT_ALLOWED = "not-allowed";

    public static final String CHAIN_NOT_CONFIGURED = "chain-not-configured";
    public static final String CHAIN_UNAVAILABLE = "chain-unavailable";
    public static final String CONTRACT_UNVERIFIED = "contract-unverified";
    public static final String NO_CHANNEL = "no-channel";
    public static final String TOKEN_UNKNOWN = "token-unknown";
    public static final String CHANNEL_NOT_THE_PARTICIPANTS = "channel-not-the-participants";
    /** It is with another node, or of another token or asset: none of the closure's business. */
    public static final String CHANNEL_FOREIGN = "channel-foreign";

    public static final String CHANNEL_CLOSED = "channel-closed";
    public static final String NO_CO_SIGNED_STATE = "no-co-signed-state";
    /** The newest co-signed state is on chain already. */
    public static final String NOTHING_NEWER = "nothing-newer";

    public static final String NOT_CHECKPOINTABLE = "not-checkpointable";
    public static final String USER_NET_FLOW_DIFFERS = "user-net-flow-differs";
    public static final String NODE_LIQUIDITY_SHORT = "node-liquidity-short";
    public static final String NOTHING_TO_RECOVER = "nothing-to-recover";
    public static final String PACK_MISSING = "pack-missing";
    public static final String PACK_STALE = "pack-stale";
    public static final String COOPERATIVE_CLOSE_POSSIBLE = "cooperative-close-possible";
    public static final String CHALLENGE_EXPIRED = "challenge-expired";
    public static final String CHALLENGED_BY_OTHERS = "challenged-by-others";
    /** Nobody looks after it: should somebody dispute it, nobody answers. */
    public static final String UNWATCHED = "unwatched";

    public static final String ENROLMENT_FAILED = "enrolment-failed";
    public static final String UNDER_WAY = "under-way";
    /** The closure is where nothing can be undertaken for it. */
    public static final String CLOSURE_STATUS = "closure-status";

    public static final String SUBMISSION_IN_DOUBT = "submission-in-doubt";

    static final String BY_OTHERS = "by-others";
    static final String WITHDRAWN = "withdrawn";
    static final String OVERTAKEN = "overtaken";
    static final String NEWER_STATE_HELD = "newer-state-held";
    static final String CONSENSUS_REACHED = "consensus-reached";

    private Reasons() {}

    /** The chain says that it would fail. */
    static String wouldRevert(String name) {
        return "would-revert:" + name;
    }

    static String reverted(String name) {
        return "reverted:" + name;
    }
}
