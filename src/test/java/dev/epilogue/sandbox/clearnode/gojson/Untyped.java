package dev.epilogue.sandbox.clearnode.gojson;

import dev.epilogue.sandbox.clearnode.gojson.Json.Member;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left of a value that was decoded into Go's {@code any} and encoded again: of exactly equal names the last one,
 * members sorted by the bytes of their names, every number an IEEE double in its shortest spelling.
 */
public final class Untyped {

    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private Untyped() {}

    /** @throws MalformedJson when a number is beyond the range of a double */
    public static Json of(Json value) {
        return switch (value) {
            case Json.Obj object -> sorted(object);
            case Json.Arr array ->
                new Json.Arr(array.items().stream().map(Untyped::of).toList());
            case Json.Num number -> new Json.Num(shortest(number.literal()));
            default -> value;
        };
    }

    private static Json sorted(Json.Obj object) {
        Map<String, Json> byName = new TreeMap<>(BY_BYTES);
        object.members().forEach(member -> byName.put(member.name(), of(member.value())));
        List<Member> members = new ArrayList<>();
        byName.forEach((name, value) -> members.add(new Member(name, value, new byte[0])));
        return new Json.Obj(members);
    }

    static String shortest(String literal) {
        double number = Double.parseDouble(literal);
        if (Double.isInfinite(number)) {
            throw new MalformedJson("number out of range");
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        double size = Math.abs(number);
        return size < 1e-6 || size >= 1e21 ? exponent(digits) : digits.toPlainString();
    }

    private static String exponent(BigDecimal digits) {
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = digits.precision() - digits.scale() - 1;
        String fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
        return (digits.signum() < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }
}
