/** Closures: proposing, listing, reading, acting on them, waiting for their end. */
@NullMarked
package dev.epilogue.web.closures;

import org.jspecify.annotations.NullMarked;
