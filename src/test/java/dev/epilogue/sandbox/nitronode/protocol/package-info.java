/** Frames in, frames out: the envelope, the methods and their texts. */
@NullMarked
package dev.epilogue.sandbox.nitronode.protocol;

import org.jspecify.annotations.NullMarked;
