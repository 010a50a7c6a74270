package dev.epilogue.sandbox.clearnode.gojson;

import dev.epilogue.sandbox.clearnode.gojson.Json.Member;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object being decoded into a Go struct. Every member whose name folds to the field's is assigned in turn, so the last
 * one wins; null leaves a scalar as it was. A member of the wrong type fails the whole decoding.
 */
public final class Fields {

    private static final BigInteger UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger INT64 = BigInteger.ONE.shiftLeft(63);

    private final List<Member> members;

    /** @throws MalformedJson unless {@code value} is an object */
    public Fields(Json value) {
        if (!(value instanceof Json.Obj object)) {
            throw new MalformedJson("object expected");
        }
        this.members = object.members();
    }

    /** The member that counts for a field of any type, with its raw bytes. */
    public Optional<Member> member(String name) {
        return named(name).reduce((first, last) -> last);
    }

    public Optional<String> string(String name) {
        return last(name, value -> {
            if (value instanceof Json.Str string) {
                return string.value();
            }
            throw new MalformedJson("string expected");
        });
    }

    public String text(String name) {
        return string(name).orElse("");
    }

    /** An unsigned 64-bit integer literal, zero when absent. */
    public BigInteger unsigned(String name) {
        return last(name, Fields::unsigned).orElse(BigInteger.ZERO);
    }

    public static BigInteger unsigned(Json value) {
        BigInteger number = integer(value);
        if (number.signum() < 0
                || number.compareTo(UINT64) > 0
                || ((Json.Num) value).literal().startsWith("-")) {
            throw new MalformedJson("unsigned integer expected");
        }
        return number;
    }

    private static BigInteger signed(Json value) {
        BigInteger number = integer(value);
        if (number.compareTo(INT64) >= 0 || number.compareTo(INT64.negate()) < 0) {
            throw new MalformedJson("integer out of range");
        }
        return number;
    }

    private static BigInteger integer(Json value) {
        if (value instanceof Json.Num number && number.literal().matches("-?[0-9]+")) {
            return new BigInteger(number.literal());
        }
        throw new MalformedJson("integer expected");
    }

    public Optional<BigDecimal> decimal(String name) {
        return last(name, GoDecimal::read);
    }

    /** A decimal without a fraction, zero when absent. */
    public BigInteger whole(String name) {
        BigDecimal value = decimal(name).orElse(BigDecimal.ZERO);
        if (value.stripTrailingZeros().scale() > 0) {
            throw new MalformedJson("whole number expected");
        }
        return value.toBigInteger();
    }

    /** A string that the node's validator does not accept empty. */
    public String required(String name) {
        return string(name).filter(text -> !text.isEmpty()).orElseThrow(() -> new MalformedJson(name + " required"));
    }

    public List<Fields> objects(String name) {
        return items(name, value -> new Fields(value instanceof Json.Null ? Json.obj() : value));
    }

    public List<String> strings(String name) {
        return items(name, value -> new Fields(Json.obj().with("item", value)).text("item"));
    }

    public List<BigInteger> integers(String name) {
        return items(name, value -> value instanceof Json.Null ? BigInteger.ZERO : signed(value));
    }

    public Optional<Fields> object(String name) {
        return last(name, Fields::new);
    }

    private <T> List<T> items(String name, Function<Json, T> decode) {
        List<T> items = new ArrayList<>();
        named(name).forEach(member -> {
            items.clear();
            if (member.value() instanceof Json.Arr array) {
                array.items().forEach(item -> items.add(decode.apply(item)));
            } else if (!(member.value() instanceof Json.Null)) {
                throw new MalformedJson("array expected");
            }
        });
        return items;
    }

    private <T> Optional<T> last(String name, Function<Json, T> decode) {
        return named(name)
                .filter(member -> !(member.value() instanceof Json.Null))
                .map(member -> decode.apply(member.value()))
                .reduce((first, last) -> last);
    }

    private java.util.stream.Stream<Member> named(String name) {
        return members.stream().filter(member -> Names.match(name, member.name()));
    }
}
