/**
 * The words that every other package speaks in: addresses, hashes, amounts, allocations, signatures. Immutable, comparable
 * by value, validated when made. Depends on nothing else in the service.
 */
@NullMarked
package dev.epilogue.value;

import org.jspecify.annotations.NullMarked;
