package dev.epilogue.web.signing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a body into lines as it arrives. Keeps no more of a line than the limit, and of a line beyond it nothing but that it was
 * too long.
 */
final class Lines {

    private final int longest;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean overlong;
    private int number;

    Lines(int longest) {
        this.longest = longest;
    }

    /**
     * @param number from 1, blank lines counted
     * @param overlong whether it was longer than any line may be; its bytes are gone
     */
    record Line(int number, byte[] bytes, boolean overlong) {

        boolean blank() {
            for (byte each : bytes) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return !overlong;
        }
    }

    /** The lines that end within these bytes. */
    List<Line> take(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                lines.add(cut());
                start = i + 1;
            }
        }
        keep(bytes, start, bytes.length);
        return lines;
    }

    /** What stands behind the last line end, if anything. */
    List<Line> rest() {
        return open.size() == 0 && !overlong ? List.of() : List.of(cut());
    }

    private void keep(byte[] bytes, int from, int to) {
        if (overlong || open.size() + (to - from) > longest) {
            overlong = true;
            open.reset();
        } else {
            open.write(bytes, from, to - from);
        }
    }

    private Line cut() {
        Line line = new Line(++number, open.toByteArray(), overlong);
        open.reset();
        overlong = false;
        return line;
    }
}
