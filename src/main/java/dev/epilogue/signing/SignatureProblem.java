package dev.epilogue.signing;

import java.util.Locale;

/** Why a posted signature is not taken: the stable codes of the API. */
public enum SignatureProblem {
    /** No signature by its form. */
    SIGNATURE_LENGTH,
    /** {@code s} in the upper half: contracts refuse it. */
    SIGNATURE_HIGH_S,
    /** Made by a contract: nodes recover a plain key. */
    CONTRACT_WALLET_UNSUPPORTED,
    /** Made by somebody else, or over something that we cannot name. */
    SIGNATURE_STRANGER,
    /** Made over the right content, hashed or prefixed in another way. */
    SIGNATURE_PREFIX,
    /** Made over a payload of another round. */
    SIGNATURE_ROUND,
    /** Made over other rows in another order, or over another payload of this round. */
    SIGNATURE_ORDER,
    /** Not one signature for each required payload. */
    SIGNATURE_COUNT,
    /** The node knows no such key of this participant. */
    SESSION_KEY_UNKNOWN,
    /** The node knows the key, and its time is over. */
    SESSION_KEY_EXPIRED,
    /** The node knows the key, and it may not sign for this session. */
    SESSION_KEY_SCOPE;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
