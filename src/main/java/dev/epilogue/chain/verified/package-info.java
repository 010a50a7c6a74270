/** Finds a node's contracts, and checks that they are what the node and the configuration say. */
@NullMarked
package dev.epilogue.chain.verified;

import org.jspecify.annotations.NullMarked;
