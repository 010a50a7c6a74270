package dev.epilogue.node;

import dev.epilogue.value.Address;

/**
 * Which node it is, whatever the configuration calls it: closures and gates belong to the address, so that one node under two
 * names is still one node.
 *
 * @param address the key with which the node signs channel states (v1) or answers (0.x)
 * @param version as the node reports it; empty where it does not (0.x)
 */
public record NodeIdentity(Address address, String version) {}
