package dev.epilogue.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Citus refuses in a statement that writes, or carries out otherwise than PostgreSQL does. */
final class ShardRules {

    private static final Pattern WRITES = Pattern.compile("\\b(?:INSERT INTO|UPDATE \\w+ |DELETE FROM)");
    private static final Pattern TOKEN = Pattern.compile("\\bCASE\\b|\\bEND\\b");

    private ShardRules() {}

    static boolean locksOrWrites(String sql) {
        return WRITES.matcher(sql).find() || sql.contains("FOR UPDATE");
    }

    static List<String> broken(String sql) {
        List<String> broken = new ArrayList<>();
        if (!WRITES.matcher(sql).find()) {
            return broken;
        }
        if (clauses(sql, "RETURNING ").stream().anyMatch(ShardRules::asksTheClock)) {
            broken.add("now() in RETURNING");
        }
        if (clauses(sql, "DO UPDATE").stream().anyMatch(ShardRules::asksTheClock)) {
            broken.add("now() in DO UPDATE");
        }
        if (clauses(sql, "coalesce(").stream().anyMatch(ShardRules::asksTheClock)
                || cases(sql).stream().anyMatch(ShardRules::asksTheClock)) {
            broken.add("now() in CASE or COALESCE");
        }
        if (clauses(sql, "coalesce(").stream().anyMatch(ShardRules::reckonsWithTime)
                || cases(sql).stream().anyMatch(ShardRules::reckonsWithTime)) {
            broken.add("a time and an interval in CASE or COALESCE, which depends on the zone");
        }
        if (Pattern.compile("\\bCASE (?!WHEN)").matcher(sql).find()) {
            broken.add("CASE with an operand");
        }
        return broken;
    }

    private static boolean asksTheClock(String clause) {
        return clause.contains("now()");
    }

    private static boolean reckonsWithTime(String clause) {
        return clause.contains("AS interval)") || clause.contains("interval '");
    }

    /** From a word to the end of the part of the statement that it stands in. */
    private static List<String> clauses(String sql, String word) {
        List<String> clauses = new ArrayList<>();
        for (int at = sql.indexOf(word); at >= 0; at = sql.indexOf(word, at + 1)) {
            int depth = 0;
            int end = at + word.length();
            while (end < sql.length() && depth >= 0) {
                char next = sql.charAt(end++);
                depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            }
            clauses.add(sql.substring(at, end).split("\\bRETURNING .*[^,] FROM")[0]);
        }
        return clauses;
    }

    private static List<String> cases(String sql) {
        List<String> cases = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        int depth = 0;
        int began = 0;
        while (token.find()) {
            if (token.group().equals("CASE")) {
                began = depth++ == 0 ? token.start() : began;
            } else if (depth > 0 && --depth == 0) {
                cases.add(sql.substring(began, token.end()));
            }
        }
        return cases;
    }
}
