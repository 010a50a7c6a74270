/** What the node keeps and by which rules it changes, without sockets and without threads: the owner holds the lock. */
package dev.epilogue.sandbox.clearnode.engine;
