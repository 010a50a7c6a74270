package dev.epilogue.sandbox.nitronode.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/** Payloads of answers; members without a value are left out. */
final class Answer {

    static final Map<String, Object> EMPTY = Map.of();

    private Answer() {}

    /** @param namesAndValues alternating */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                members.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return members;
    }
}
