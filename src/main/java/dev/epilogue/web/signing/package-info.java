/** Payloads to sign, signatures and receipts, one at a time and as a stream of lines. */
@NullMarked
package dev.epilogue.web.signing;

import org.jspecify.annotations.NullMarked;
