/** Carries the closing of a Nitrolite application session from proposal to proof. */
@NullMarked
package dev.epilogue;

import org.jspecify.annotations.NullMarked;
