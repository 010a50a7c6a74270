/**
 * Durable work: what is due is claimed under a lease, one step is done, the result is stored. One class per step; memory may
 * vanish between any two lines.
 */
@NullMarked
package dev.epilogue.pipeline;

import org.jspecify.annotations.NullMarked;
