/**
 * Channel updates: what is done for one participant's channel after a close, or when somebody asks for it. Each is a row of its own
 * with its own work; the closure that asked for it only folds in what came of it. Decisions are pure functions of (update, reading,
 * now); what is sent is stored before.
 */
@NullMarked
package dev.epilogue.channel.update;

import org.jspecify.annotations.NullMarked;
