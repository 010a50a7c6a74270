/** Channels: allocations, and the updates that were asked for. */
@NullMarked
package dev.epilogue.web.channels;

import org.jspecify.annotations.NullMarked;
