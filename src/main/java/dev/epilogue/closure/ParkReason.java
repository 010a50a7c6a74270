package dev.epilogue.closure;

import java.util.Locale;

/**
 * Why a person has to decide. What others only cannot do yet, a node that fails above all, spends time and is no such reason. Each has a
 * row in {@code docs/runbook/closures-parked.md}; a test compares them.
 */
public enum ParkReason {
    /** The node refuses for a reason that time does not mend. */
    NODE_REFUSED,
    /** What the node had shown before it shows no more. */
    NODE_WENT_BACK,
    /** The session is closed, and for long the payments have not added up. */
    PAYMENTS_UNPROVED,
    /** The split is booked, but the close has not gone through in time. */
    PAID_OUT_OPEN,
    /** Somebody asked for it. */
    PARKED_BY_OPERATOR,
    /** Our own fault. */
    INTERNAL;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
