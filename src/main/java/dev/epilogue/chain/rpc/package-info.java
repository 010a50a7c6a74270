/** Chains over JSON-RPC: several endpoints each, of which those that fail, lag behind or belong to another chain are passed over. */
@NullMarked
package dev.epilogue.chain.rpc;

import org.jspecify.annotations.NullMarked;
