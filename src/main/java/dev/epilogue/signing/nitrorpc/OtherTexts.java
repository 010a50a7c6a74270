package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.nitrorpc.FrozenClose.Row;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The same request as clients write it that rebuild it on their own: other bytes, so other signatures. */
final class OtherTexts {

    private final FrozenClose close;
    private final List<Allocation> asProposed;

    OtherTexts(FrozenClose close, List<Allocation> asProposed) {
        this.close = close;
        this.asProposed = asProposed;
    }

    /** @param what completes "it was made over …" */
    record Other(String what, String text) {}

    /** The likelier first, each kind with its likeliest: whoever tries them does not try all. */
    Stream<Other> all() {
        List<List<Other>> kinds = Stream.of(spaced(), reordered(), respelled(), wrapped(), regrouped())
                .map(texts -> texts.filter(other -> !other.text().equals(close.text()))
                        .distinct()
                        .toList())
                .toList();
        int longest = kinds.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(place ->
                        kinds.stream().filter(kind -> place < kind.size()).map(kind -> kind.get(place)));
    }

    private Stream<Other> spaced() {
        return Stream.of(
                blanks(null),
                new Other("the text with a line break behind it", close.text() + "\n"),
                blanks("  "),
                blanks("    "),
                blanks("\t"));
    }

    private Other blanks(@Nullable String indent) {
        return new Other("the text with blanks in it", new Spacing(indent).of(close.text()));
    }

    private Stream<Other> reordered() {
        Comparator<Row> byAsset = Comparator.comparing(Row::asset);
        Comparator<Row> byParticipant = Comparator.comparing(row -> Address.parse(row.participant()));
        Set<List<Row>> orders = new LinkedHashSet<>();
        orders.add(proposedOrder());
        orders.add(close.rows().reversed());
        orders.add(proposedOrder().reversed());
        orders.add(byDefinition());
        orders.add(sorted(byAsset.thenComparing(byParticipant)));
        orders.add(sorted(byParticipant.thenComparing(byAsset)));
        orders.add(sorted(byAsset.reversed()));
        orders.add(close.rows().stream().filter(row -> !row.amount().isZero()).toList());
        return orders.stream()
                .map(rows -> new Other(
                        "the allocations in another order, or without zero rows",
                        array(rows, Row::text, dataMember())));
    }

    private Stream<Other> respelled() {
        UnaryOperator<String> checksummed = address -> Address.parse(address).checksummed();
        UnaryOperator<String> lowerCase = address -> address.toLowerCase(Locale.ROOT);
        return Stream.of(lowerCase, checksummed)
                .map(spelling -> new Other(
                        "addresses in other letters",
                        array(
                                close.rows(),
                                row -> new Row(spelling.apply(row.participant()), row.asset(), row.amount()).text(),
                                dataMember())));
    }

    private Stream<Other> regrouped() {
        String id = "\"app_session_id\":\"" + close.sessionId().hex() + '"';
        String rows = "\"allocations\":" + rows(close.rows(), Row::text);
        String sortedRows = "\"allocations\":" + rows(close.rows(), OtherTexts::sortedMembers);
        List<String> data = dataMember().stream().toList();
        return Stream.of(
                other("the request without session data", List.of(id, rows)),
                other("the members in another order", joined(List.of(rows, id), data)),
                other("the members in another order", joined(List.of(sortedRows, id), data)),
                other("the members in another order", joined(List.of(id, sortedRows), data)),
                other("the members in another order", joined(List.of(id), joined(data, List.of(rows)))),
                other("the members in another order", joined(data, List.of(id, rows))),
                other("session data as null", List.of(id, rows, "\"session_data\":null")),
                other("empty session data", List.of(id, rows, "\"session_data\":\"\"")));
    }

    private Stream<Other> wrapped() {
        return Stream.of(
                new Other("the whole frame instead of its request array", "{\"req\":" + close.text() + ",\"sig\":[]}"),
                new Other("slashes escaped", close.text().replace("/", "\\/")),
                new Other("the whole frame instead of its request array", "{\"req\":" + close.text() + "}"));
    }

    private Other other(String what, List<String> members) {
        return new Other(what, request(members));
    }

    private String array(List<Row> rows, Function<Row, String> text, List<String> data) {
        String id = "\"app_session_id\":\"" + close.sessionId().hex() + '"';
        return request(joined(List.of(id, "\"allocations\":" + rows(rows, text)), data));
    }

    private String request(List<String> members) {
        return CanonicalText.request(
                close.id(), FrozenClose.METHOD, "{" + String.join(",", members) + "}", close.timestamp());
    }

    private List<String> dataMember() {
        String data = close.sessionData();
        return data == null ? List.of() : List.of("\"session_data\":" + CanonicalText.quoted(data));
    }

    private List<Row> proposedOrder() {
        List<Row> rows = new ArrayList<>(close.rows());
        rows.sort(Comparator.comparingInt(row -> place(row.allocation())));
        return rows;
    }

    /** Rows that were not proposed come last. */
    private int place(Allocation row) {
        int place = asProposed.indexOf(row);
        return place < 0 ? asProposed.size() : place;
    }

    private List<Row> byDefinition() {
        List<String> participants =
                close.rows().stream().map(Row::participant).distinct().toList();
        return sorted(Comparator.comparingInt(row -> participants.indexOf(row.participant())));
    }

    private List<Row> sorted(Comparator<Row> order) {
        return close.rows().stream().sorted(order).toList();
    }

    private static String rows(List<Row> rows, Function<Row, String> text) {
        return rows.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String sortedMembers(Row row) {
        return "{\"amount\":%s,\"asset\":%s,\"participant\":%s}"
                .formatted(
                        CanonicalText.quoted(row.amount().text()),
                        CanonicalText.quoted(row.asset()),
                        CanonicalText.quoted(row.participant()));
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
