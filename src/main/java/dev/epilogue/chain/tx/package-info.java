/**
 * Sends transactions so that each has one effect, whatever dies in between. An account's nonces have one owner at a time, under a
 * lease; every transaction is stored with its nonce, its fees and its signed bytes before anybody else sees it, each replacement
 * too. {@link dev.epilogue.chain.tx.Transaction} holds the rules and knows neither network nor database.
 */
@NullMarked
package dev.epilogue.chain.tx;

import org.jspecify.annotations.NullMarked;
