/**
 * What Epilogue reads from and asks of a chain: one chain's JSON-RPC, the two contracts that hold channels, and their states and
 * events as values. Knows nothing of closures' pipelines, escalations or web; below it stand {@code node}, {@code signing} and
 * {@code value}.
 */
@NullMarked
package dev.epilogue.chain;

import org.jspecify.annotations.NullMarked;
