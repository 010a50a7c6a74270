package dev.epilogue.value;

/**
 * What one participant holds of one asset in a session.
 *
 * @param asset the node's symbol, case sensitive
 */
public record Allocation(Address participant, String asset, Amount amount) {}
