package dev.epilogue.signing.nitrorpc;

import dev.epilogue.signing.Payload.FrozenRequest;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.Keccak;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code close_app_session} request whose bytes are fixed: the fields and the text are two forms of one thing, and no other text
 * has these fields.
 *
 * @param id 1 to 2^53-1
 * @param rows no (participant, asset) twice
 * @param sessionData null leaves the member out, which keeps what is stored; empty text empties it
 * @param timestamp milliseconds since the epoch, 13 digits
 */
public record FrozenClose(
        long id,
        SessionId sessionId,
        List<Row> rows,
        @Nullable String sessionData,
        long timestamp) {

    public static final String METHOD = "close_app_session";

    /** What the node's ledger stores. */
    private static final int MOST_DECIMALS = 18;

    private static final long FIRST_OF_13_DIGITS = 1_000_000_000_000L;
    private static final long LAST_OF_13_DIGITS = 9_999_999_999_999L;

    /**
     * @param participant in the definition's own spelling, which the node compares as text
     * @param asset the node's symbol
     */
    public record Row(String participant, String asset, Amount amount) {

        public Row {
            Address.parse(participant);
            CanonicalText.quoted(asset);
            if (asset.isEmpty()) {
                throw new IllegalArgumentException("an asset without a symbol");
            }
            if (amount.isNegative()) {
                throw new IllegalArgumentException("a negative amount");
            }
            if (amount.decimals() > MOST_DECIMALS) {
                throw new IllegalArgumentException("more than 18 fractional digits");
            }
            Amount.parse(amount.text());
        }

        Allocation allocation() {
            return new Allocation(Address.parse(participant), asset, amount);
        }

        String text() {
            return "{\"participant\":%s,\"asset\":%s,\"amount\":%s}"
                    .formatted(
                            CanonicalText.quoted(participant),
                            CanonicalText.quoted(asset),
                            CanonicalText.quoted(amount.text()));
        }
    }

    public FrozenClose {
        rows = List.copyOf(rows);
        checkHeader(id, timestamp);
        CanonicalText.quoted(sessionData == null ? "" : sessionData);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a close needs at least one allocation");
        }
        Set<Object> seen = new HashSet<>();
        for (Row row : rows) {
            if (!seen.add(List.of(Address.parse(row.participant()), row.asset()))) {
                throw new IllegalArgumentException(
                        "repeated allocation of %s for %s".formatted(row.asset(), row.participant()));
            }
        }
    }

    /** What every frozen request's id and timestamp must be. */
    static void checkHeader(long id, long timestamp) {
        CanonicalText.number(id);
        if (timestamp < FIRST_OF_13_DIGITS || timestamp > LAST_OF_13_DIGITS) {
            throw new IllegalArgumentException("a timestamp has 13 digits");
        }
    }

    /**
     * From the exact text back to its fields.
     *
     * @throws IllegalArgumentException when the text is not, letter for letter, what its fields make
     */
    public static FrozenClose read(String text) {
        CanonicalReader reader = new CanonicalReader(text);
        reader.expect("[");
        long id = reader.number();
        reader.expect(",\"" + METHOD + "\",{\"app_session_id\":");
        SessionId sessionId = SessionId.parse(reader.quoted());
        reader.expect(",\"allocations\":[");
        List<Row> rows = new ArrayList<>();
        do {
            rows.add(row(reader));
        } while (reader.next(","));
        reader.expect("]");
        String sessionData = reader.next(",\"session_data\":") ? reader.quoted() : null;
        reader.expect("},");
        long timestamp = reader.number();
        reader.expect("]");
        reader.end();
        FrozenClose close = new FrozenClose(id, sessionId, rows, sessionData, timestamp);
        if (!close.text().equals(text)) {
            throw new IllegalArgumentException("not the canonical text of its own fields");
        }
        return close;
    }

    private static Row row(CanonicalReader reader) {
        reader.expect("{\"participant\":");
        String participant = reader.quoted();
        reader.expect(",\"asset\":");
        String asset = reader.quoted();
        reader.expect(",\"amount\":");
        Amount amount = Amount.parse(reader.quoted());
        reader.expect("}");
        return new Row(participant, asset, amount);
    }

    /** What is signed and sent. */
    public String text() {
        String data = sessionData == null ? "" : ",\"session_data\":" + CanonicalText.quoted(sessionData);
        String params = "{\"app_session_id\":\"%s\",\"allocations\":%s%s}"
                .formatted(
                        sessionId.hex(), rows.stream().map(Row::text).collect(Collectors.joining(",", "[", "]")), data);
        return CanonicalText.request(id, METHOD, params, timestamp);
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the bytes, without any prefix. */
    public Hash32 digest() {
        return Keccak.hash(bytes());
    }

    public List<Allocation> allocations() {
        return rows.stream().map(Row::allocation).toList();
    }

    FrozenRequest header() {
        return new FrozenRequest(id, METHOD, timestamp);
    }
}
