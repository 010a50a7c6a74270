/** The WebSocket itself: connections, their order, their limits, their pings. */
@NullMarked
package dev.epilogue.sandbox.nitronode.socket;

import org.jspecify.annotations.NullMarked;
