/** The texts, hashes and packed bytes that the fake node needs, written independently of the service's own. */
package dev.epilogue.sandbox.clearnode.encoding;
