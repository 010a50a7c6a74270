/** A plain client and the keys, frames and vectors of the tests. */
package dev.epilogue.sandbox.clearnode.client;
