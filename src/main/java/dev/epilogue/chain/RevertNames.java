package dev.epilogue.chain;

/** Knows the errors that contracts of interest declare. Whoever has a table of errors offers one of these as a bean. */
@FunctionalInterface
public interface RevertNames {

    /**
     * @param data {@code 0x} hex, as the chain answered
     * @return {@link Revert#UNKNOWN} where no table has it
     */
    Revert name(String data);
}
