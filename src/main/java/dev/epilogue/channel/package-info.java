/**
 * Channels between participants and a node: read from node and contract, and the states that both signed kept for the day on which
 * the node is gone. Knows {@code node}, {@code chain} and {@code store}; nothing of pipelines, escalations or web.
 */
@NullMarked
package dev.epilogue.channel;

import org.jspecify.annotations.NullMarked;
