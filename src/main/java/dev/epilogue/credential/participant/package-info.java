/** How participants get in: links, hand-over codes, Sign-In with Ethereum, and the sessions that these end in. */
@NullMarked
package dev.epilogue.credential.participant;

import org.jspecify.annotations.NullMarked;
