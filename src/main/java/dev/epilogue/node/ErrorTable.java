package dev.epilogue.node;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's error texts mean. They come without codes and may end in words of its database or network, so only the leading part
 * is matched, and only known texts are repeated in full.
 */
public final class ErrorTable {

    private static final int LONGEST = 300;

    /** A text's meaning, and as much of it as may be shown. */
    public record Meaning(NodeError error, String safeText) {}

    /**
     * @param leading how the text begins
     * @param complete whether the rest of it is known to be the node's own words
     */
    public record Row(Pattern leading, NodeError error, boolean complete) {

        /** The text and whatever follows it, all of it the node's own words. */
        public static Row whole(String leading, NodeError error) {
            return new Row(Pattern.compile(Pattern.quote(leading)), error, true);
        }

        /** The text; what follows may be of other origin. */
        public static Row leading(String leading, NodeError error) {
            return new Row(Pattern.compile(Pattern.quote(leading)), error, false);
        }

        /** What the pattern covers; what follows may be of other origin. */
        public static Row pattern(String leading, NodeError error) {
            return new Row(Pattern.compile(leading), error, false);
        }
    }

    private final List<Row> rows;

    /** @param rows the first that fits counts */
    public ErrorTable(Row... rows) {
        this.rows = List.of(rows);
    }

    /** @param trusted whether complete texts may be shown in full */
    public Optional<Meaning> find(String text, boolean trusted) {
        for (Row row : rows) {
            Matcher matcher = row.leading.matcher(text);
            if (matcher.lookingAt()) {
                return Optional.of(new Meaning(row.error, row.complete && trusted ? shortened(text) : matcher.group()));
            }
        }
        return Optional.empty();
    }

    /** Of an unknown text only what stands before a colon: causes of other origin follow after one. */
    public static String firstClause(String text) {
        int colon = text.indexOf(':');
        return shortened(colon < 0 ? text : text.substring(0, colon));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
