/** Sessions as their node tells them, and what is left of closed ones. */
@NullMarked
package dev.epilogue.web.sessions;

import org.jspecify.annotations.NullMarked;
