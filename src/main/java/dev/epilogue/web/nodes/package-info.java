/** The configured nodes, and the keys by which receipts are verified. */
@NullMarked
package dev.epilogue.web.nodes;

import org.jspecify.annotations.NullMarked;
