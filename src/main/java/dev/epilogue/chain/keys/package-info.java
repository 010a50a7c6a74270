/**
 * The keys that pay for gas, behind {@link dev.epilogue.chain.keys.TransactionSigner}: in an encrypted file, at a remote signer, or,
 * in a sandbox only, in plain text. They neither log in to nodes nor sign receipts.
 */
@NullMarked
package dev.epilogue.chain.keys;

import org.jspecify.annotations.NullMarked;
