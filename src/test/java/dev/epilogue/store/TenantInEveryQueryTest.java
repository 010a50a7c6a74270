package dev.epilogue.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads every SQL text of the service. One that touches a table with a tenant names the tenant, or stands here with the reason why it
 * need not: none of these is what a caller's own words lead to.
 */
class TenantInEveryQueryTest {

    private static final Pattern TABLE =
            Pattern.compile("CREATE (?:UNLOGGED )?TABLE (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern NAMES_TENANT = Pattern.compile("^\\s*tenant\\s", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern USE = Pattern.compile("(?:FROM|JOIN|UPDATE|INTO)\\s+(\\w+)");
    /** A condition, or a column that is written. */
    private static final Pattern TENANT = Pattern.compile("tenant\\s*=|tenant\\b.*\\)", Pattern.DOTALL);

    /** By file; the tables that it may use without saying whose. */
    private static final Map<String, Set<String>> WITHOUT = new TreeMap<>(Map.ofEntries(
            // whose it is, is just what is looked up
            Map.entry("ApiKeyStore", Set.of("api_key")),
            Map.entry("Belongings", Set.of("closure", "closure_participant")),
            Map.entry("LinkStore", Set.of("access_link", "closure", "event")),
            Map.entry("SessionStore", Set.of("access_session", "closure")),
            // parts of statements whose other part names it
            Map.entry("ChangeRows", Set.of("decline", "signature", "submission")),
            Map.entry("ClosureRows", Set.of("closure")),
            Map.entry("ClosureSearch", Set.of("closure_participant", "signature")),
            Map.entry("ChannelUpdateRows", Set.of("channel_update")),
            Map.entry("TransactionRows", Set.of("chain_transaction", "chain_transaction_hash")),
            Map.entry("WebhookStore", Set.of("webhook")),
            // workers, who take what is due whoever's it is, by keys that they read themselves
            Map.entry("ChannelUpdateStore", Set.of("channel_update")),
            Map.entry("DeliveryStore", Set.of("webhook")),
            Map.entry("EscalationStore", Set.of("escalation")),
            Map.entry("LeaseStore", Set.of("closure")),
            Map.entry("LookStore", Set.of("closure", "round")),
            Map.entry("PackStore", Set.of("escalation_pack")),
            Map.entry("TransactionStore", Set.of("chain_transaction")),
            Map.entry("WatchStore", Set.of("channel_watch", "escalation")),
            // deliveries among them by their age: retention
            Map.entry("DeliveryLog", Set.of("webhook_delivery")),
            // the journal, read once for the followers of all tenants, each of whom gets its own
            Map.entry("ClosureEvents", Set.of("event")),
            Map.entry("FeedReader", Set.of("closure", "closure_participant", "event", "feed_pruned")),
            Map.entry("Servers", Set.of("event", "feed_pruned")),
            // retention
            Map.entry("Leftovers", Set.of("access_handover", "access_session")),
            Map.entry("UpdateRetention", Set.of("channel_update"))));

    @Test
    void whoeverReadsATableOfTenantsSaysWhose() throws IOException {
        Set<String> tables = tablesWithTenant();
        assertThat(tables).contains("closure", "event", "api_key");
        Map<String, Set<String>> without = new TreeMap<>();
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            String name = source.getFileName().toString().replace(".java", "");
            for (String sql : texts(Files.readString(source))) {
                USE.matcher(sql)
                        .results()
                        .map(use -> use.group(1))
                        .filter(tables::contains)
                        .filter(table -> !TENANT.matcher(sql).find())
                        .forEach(table -> without.computeIfAbsent(name, file -> new TreeSet<>())
                                .add(table));
            }
        }
        assertThat(without)
                .as("name the tenant, or give the reason here; what no longer needs one is taken off")
                .isEqualTo(WITHOUT);
    }

    private static Set<String> tablesWithTenant() throws IOException {
        Set<String> tables = new TreeSet<>();
        for (Path migration : files(Path.of("db/migration"), ".sql")) {
            TABLE.matcher(Files.readString(migration))
                    .results()
                    .filter(table -> NAMES_TENANT.matcher(table.group(2)).find())
                    .forEach(table -> tables.add(table.group(1)));
        }
        return tables;
    }

    private static List<String> texts(String source) {
        String rest = BLOCK.matcher(source).replaceAll("");
        return Stream.concat(
                        BLOCK.matcher(source).results(), LITERAL.matcher(rest).results())
                .map((MatchResult text) -> text.group(1))
                .toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
