/**
 * What a Nitronode (v1) hashes and signs: sessions, updates, session keys, channel states. Byte-exact, without any I/O. May use
 * {@code signing} and {@code value}, nothing else.
 */
@NullMarked
package dev.epilogue.signing.nitronode;

import org.jspecify.annotations.NullMarked;
