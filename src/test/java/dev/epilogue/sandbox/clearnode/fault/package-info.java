/** What may go wrong with a request, and the register of what shall. */
package dev.epilogue.sandbox.clearnode.fault;
