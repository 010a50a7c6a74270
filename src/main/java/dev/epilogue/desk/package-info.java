/**
 * What callers can ask for, one method each: read the node where that is needed, decide by the rules of {@code closure}, store.
 * Fails with {@link dev.epilogue.problem.ProblemException} or {@link dev.epilogue.node.NodeException}; knows nothing of HTTP.
 */
@NullMarked
package dev.epilogue.desk;

import org.jspecify.annotations.NullMarked;
