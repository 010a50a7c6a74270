package dev.epilogue.escalation;

import dev.epilogue.value.Hash32;

/**
 * Something seen on a chain that may still vanish with its block.
 *
 * @param fact what was seen, in a form that compares
 * @param block where it was seen first
 * @param hash of that block: another one in its place means that nothing was seen
 */
public record Sighting(String fact, long block, Hash32 hash) {}
