package dev.epilogue.node;

/**
 * How many connections an instance would have to a node.
 *
 * @param node the name in the configuration
 * @param least it cannot do without these
 * @param wanted at least {@code least}
 * @param limit for all instances that the node sees under one address
 */
public record ConnectionWish(String node, int least, int wanted, int limit) {}
