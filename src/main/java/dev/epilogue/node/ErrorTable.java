package dev.epilogue.node;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's error texts mean. They come without codes and may end in words of its database or network, so only the leading part
 * is matched, and only known texts are repeated in full. A text with such words says that the node's infrastructure failed, however it
 * begins: what was asked for may have been done.
 */
public final class ErrorTable {

    private static final int LONGEST = 300;

    /** Words that no node says by itself: of PostgreSQL, of its drivers, and of the network in between. */
    private static final Pattern INFRASTRUCTURE = Pattern.compile(
            "\\(SQLSTATE [0-9A-Z]{5}\\)|\\b((dial|read|write) (tcp|unix)|driver: bad connection|connection (refused|reset)|broken pipe|unexpected EOF"
                    + "|context (deadline exceeded|canceled)|i/o timeout|conn closed|closed pool|deadlock detected"
                    + "|could not serialize access|could not obtain lock|database is locked|commit unexpectedly|too many (clients|connections)"
                    + "|server closed|(ERROR|FATAL|PANIC): |sql: |pq: |pgx: )");

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

    /** @param tables the first that knows the text counts */
    public static Meaning meaning(String text, ErrorTable... tables) {
        boolean infrastructure = INFRASTRUCTURE.matcher(text).find();
        for (ErrorTable table : tables) {
            for (Row row : table.rows) {
                Matcher matcher = row.leading.matcher(text);
                if (matcher.lookingAt()) {
                    return infrastructure
                            ? failed(matcher.group())
                            : new Meaning(row.error, row.complete ? shortened(text) : matcher.group());
                }
            }
        }
        return infrastructure ? failed(firstClause(text)) : new Meaning(NodeError.UNCLASSIFIED, firstClause(text));
    }

    /** Only the clauses before the one in which somebody else speaks. */
    private static Meaning failed(String leading) {
        Matcher foreign = INFRASTRUCTURE.matcher(leading);
        if (!foreign.find()) {
            return new Meaning(NodeError.TRANSIENT, leading);
        }
        int colon = leading.lastIndexOf(':', foreign.start());
        return new Meaning(NodeError.TRANSIENT, colon < 0 ? "the node's database failed" : leading.substring(0, colon));
    }

    /** Of an unknown text only what stands before a colon: causes of other origin follow after one. */
    private static String firstClause(String text) {
        int colon = text.indexOf(':');
        return shortened(colon < 0 ? text : text.substring(0, colon));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
