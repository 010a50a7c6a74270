/**
 * Sockets to a node, for both dialects: kept open, paced, every request answered, failed or of unknown outcome in bounded time.
 * One node has one event loop; everything that changes in a link changes there.
 */
@NullMarked
package dev.epilogue.node.link;

import org.jspecify.annotations.NullMarked;
