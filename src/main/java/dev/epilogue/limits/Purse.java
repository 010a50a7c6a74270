package dev.epilogue.limits;

/** One caller's bucket of one kind. */
public final class Purse {

    private final Limits limits;
    private final Limit limit;
    private final String caller;
    private final Rate rate;

    Purse(Limits limits, Limit limit, String caller, Rate rate) {
        this.limits = limits;
        this.limit = limit;
        this.caller = caller;
        this.rate = rate;
    }

    /** All or nothing. */
    public Answer take(int count) {
        return limits.take(limit, caller, rate, count);
    }

    /** Whether nothing is left. */
    public boolean spent() {
        return !rate.unlimited() && limits.spent(limit, caller);
    }

    /** Whether more than half is left. */
    public boolean plenty() {
        return limits.plenty(limit, caller, rate);
    }

    /** Notes what has happened already, whether it was still possible or not. */
    public void spend() {
        limits.spend(limit, caller, rate);
    }

    /** What its caller is told when nothing is left. */
    public Answer refuse() {
        return limits.refuse(limit, caller, rate);
    }

    /** Takes for what is not necessary: only of the upper half of the bucket, so that enough is left for what is. */
    public boolean spare(int count) {
        return limits.spare(limit, caller, rate, count);
    }
}
