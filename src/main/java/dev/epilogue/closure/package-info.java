/**
 * A closure and its life: one attempt to close one application session. Decisions are pure functions of (closure, fact, now);
 * nothing here knows HTTP, SQL or sockets.
 */
@NullMarked
package dev.epilogue.closure;

import org.jspecify.annotations.NullMarked;
