package dev.epilogue.node;

import dev.epilogue.value.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Something about a session that whoever closes it has to know.
 *
 * @param account whom it concerns, in the node's spelling; null for the whole session
 * @param asset null where it is not about money
 * @param amount how much it is about; null where it is not about money
 */
public record SessionRemark(
        Code code,
        @Nullable String account,
        @Nullable String asset,
        @Nullable Amount amount) {

    public enum Code {
        /** The id follows from the definition only without its application, as before 0.5. */
        LEGACY_ID,
        /** The definition does not spell the participant in EIP-55: it can be paid, and its signature never counts. */
        CANNOT_SIGN,
        /** The definition lists the participant more than once: only its last weight counts. */
        LISTED_TWICE,
        /** A wallet that is no participant holds money in the session; it can only go to participants. */
        OUTSIDER,
        /** An account is below zero, as after updates that ran at the same time. */
        NEGATIVE_BALANCE,
        /** The session holds more than was paid in: the node would pay out the difference from nothing. */
        TOTAL_ABOVE_DEPOSITS,
        /** A balance finer than the asset's smallest precision on a chain: cannot be withdrawn in full. */
        DUST,
        /** Another node, named as the account, knows a session of the same id: the same signatures may count there. */
        ELSEWHERE
    }

    /** About a participant. */
    public static SessionRemark of(Code code, String account) {
        return new SessionRemark(code, account, null, null);
    }
}
