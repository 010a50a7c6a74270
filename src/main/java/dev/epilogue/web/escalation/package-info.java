/** Protecting channels on chain: the report before, the challenge, packs and watches. */
@NullMarked
package dev.epilogue.web.escalation;

import org.jspecify.annotations.NullMarked;
