package dev.epilogue.web.http;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.journal.Position;
import dev.epilogue.store.ClosureFilter.After;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The kinds of values that callers hand in; for text see {@link Texts}. */
public final class Kinds {

    public static final Kind<Address> ADDRESS = Kind.of("0x and 40 hex digits", Address::parse);
    public static final Kind<Hash32> HASH = Kind.of("0x and 64 hex digits", Hash32::parse);
    public static final Kind<SessionId> SESSION = Kind.of("0x and 64 hex digits", SessionId::parse);
    public static final Kind<Amount> AMOUNT = Kind.of("a plain decimal number", Amount::parse);
    public static final Kind<EcdsaSignature> SIGNATURE =
            Kind.of("a signature of 65 bytes as 0x and 130 hex digits", EcdsaSignature::parse);
    public static final Kind<ClosureId> CLOSURE =
            Kind.of("a closure's id", text -> ClosureId.parse(text).orElseThrow());

    /** Of whatever version. */
    public static final Kind<UUID> ANY_UUID =
            text("a UUID", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", UUID::fromString);

    /** A version of a channel state; contracts count in 256 bits. */
    public static final Kind<BigInteger> VERSION =
            text("a whole number of at most 78 digits", "[0-9]{1,78}", BigInteger::new);

    public static final Kind<Boolean> FLAG = text("true or false", "true|false", Boolean::valueOf);

    /** Within the years that RFC 3339 can write, and as fine as the database keeps it: it would round the last one up to another year. */
    public static final Kind<Instant> INSTANT = text(
                    "a time as 2026-11-24T01:02:03Z",
                    "[0-9]{4}-.{1,40}",
                    written -> OffsetDateTime.parse(written).toInstant().truncatedTo(ChronoUnit.MICROS))
            .within("a time from the year 1 to the year 9999", Kinds::keepable);

    public static final Kind<Duration> DURATION = Kind.of("a duration as P1DT2H3M4S", Durations::parse);
    public static final Kind<After> CURSOR = Kind.of("a cursor of this list", Cursor::parse);

    /** Of a closure's own stream. */
    public static final Kind<Long> EVENT_NUMBER = text("the position of an event", "[0-9]{1,18}", Long::valueOf);

    /** Of a stream over many closures. */
    public static final Kind<Position> POSITION = Kind.of("the position of an event of this stream", Position::parse);

    /** One ETag of ours, weak or with the mark of a proxy that packed the answer, as in {@code "5-gzip"}. */
    public static final Kind<Long> REVISION = text(
            "one ETag of this closure",
            "(W/)?\"[0-9]{1,18}([-;:.][a-z]{1,10})?\"",
            etag -> Long.valueOf(etag.replaceAll("^(W/)?\"([0-9]+).*", "$2")));

    /** A revision outside an ETag. */
    public static final Kind<Long> SEEN = text("a revision", "[0-9]{1,18}", Long::valueOf);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Kinds() {}

    public static Kind<Duration> duration(Duration least, Duration most) {
        return DURATION.within(
                "a duration from " + Durations.text(least) + " to " + Durations.text(most),
                duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
    }

    public static Kind<Integer> integer(int least, int most) {
        return text("an integer from " + least + " to " + most, "[0-9]{1,9}", Integer::valueOf)
                .within("an integer from " + least + " to " + most, value -> value >= least && value <= most);
    }

    /** @param form of the whole text */
    public static <T> Kind<T> text(String expected, String form, java.util.function.Function<String, T> parser) {
        return Kind.of(expected, text -> {
            if (!text.matches(form)) {
                throw new IllegalArgumentException(expected);
            }
            return parser.apply(text);
        });
    }

    private static boolean keepable(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }
}
