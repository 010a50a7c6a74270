/** The node's protocol without its socket: frames in, answers and pushes out. */
package dev.epilogue.sandbox.clearnode.rpc;
