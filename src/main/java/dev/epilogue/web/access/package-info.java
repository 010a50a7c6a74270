/** How participants get in, over HTTP: links, hand-over codes, signing in, and who one is. */
@NullMarked
package dev.epilogue.web.access;

import org.jspecify.annotations.NullMarked;
