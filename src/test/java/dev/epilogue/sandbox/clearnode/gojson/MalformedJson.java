package dev.epilogue.sandbox.clearnode.gojson;

/** Text that Go's JSON package refuses to scan, or a value that does not fit its target. */
public final class MalformedJson extends RuntimeException {

    MalformedJson(String reason) {
        super(reason, null, false, false);
    }
}
