/**
 * Protecting participants' channels on chain: material that they deposit for it, what is possible now and what is not, one row of
 * work for each (participant, channel), and a watch over enrolled channels. A challenge protects what a channel holds; money in a
 * session is out of any contract's reach, and nothing here says otherwise.
 */
@NullMarked
package dev.epilogue.escalation;

import org.jspecify.annotations.NullMarked;
