/** What is signed and by whom: payloads, digests, recovery, quorum, receipts. Pure functions and values. */
@NullMarked
package dev.epilogue.signing;

import org.jspecify.annotations.NullMarked;
