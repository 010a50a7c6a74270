/** Recorded conversations with a running node, and their replay. */
package dev.epilogue.sandbox.clearnode.recording;
