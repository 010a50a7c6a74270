/**
 * A ClearNode or Nitronode as the rest of the service sees it: sessions are read, frames are submitted, credits are proved.
 * {@code nitronode} and {@code nitrorpc} speak the two dialects, {@code link} keeps sockets.
 */
@NullMarked
package dev.epilogue.node;

import org.jspecify.annotations.NullMarked;
