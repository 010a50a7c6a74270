package dev.epilogue.chain;

import java.util.List;

/**
 * Why a contract refused a call.
 *
 * @param name of the error as its contract declares it; {@code Error} or {@code Panic} for Solidity's own, {@link #UNKNOWN} where no
 *     table has it
 * @param arguments as text: numbers in decimal, bytes and addresses as {@code 0x} hex
 * @param data {@code 0x} hex, as the chain answered
 */
public record Revert(String name, List<String> arguments, String data) {

    public static final String UNKNOWN = "unknown";

    public Revert {
        arguments = List.copyOf(arguments);
    }

    public boolean isUnknown() {
        return name.equals(UNKNOWN);
    }

    /** For people: {@code InsufficientBalance(0, 20000000000)}. */
    @Override
    public String toString() {
        String shown = arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
        return isUnknown() ? shown + " " + data.substring(0, Math.min(10, data.length())) : shown;
    }
}
