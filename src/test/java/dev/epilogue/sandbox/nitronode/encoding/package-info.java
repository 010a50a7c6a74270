/** The fake's own encodings, written from the protocol document alone, so that they can check the service's. */
@NullMarked
package dev.epilogue.sandbox.nitronode.encoding;

import org.jspecify.annotations.NullMarked;
