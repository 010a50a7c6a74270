/** What a Nitronode knows and decides: sessions, channel states, keys. No sockets, no JSON, no clock of its own. */
@NullMarked
package dev.epilogue.sandbox.nitronode.ledger;

import org.jspecify.annotations.NullMarked;
