package dev.epilogue.sandbox.nitronode.socket;

/** A token bucket's terms. */
public record Rate(double perSecond, double burst) {

    public static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
