package dev.epilogue.sandbox.clearnode.gojson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A JSON value as a Go program sees it: numbers stay literals, members keep their order and their duplicates. */
public sealed interface Json {

    Json NULL = new Null();

    record Obj(List<Member> members) implements Json {
        /** The last member of exactly this name, or JSON null. */
        public Json get(String name) {
            return members.stream()
                    .filter(member -> member.name().equals(name))
                    .reduce((first, last) -> last)
                    .map(Member::value)
                    .orElse(NULL);
        }

        public Obj with(String name, Object value) {
            List<Member> more = new ArrayList<>(members);
            more.add(new Member(name, of(value), new byte[0]));
            return new Obj(List.copyOf(more));
        }
    }

    record Arr(List<Json> items) implements Json {}

    record Str(String value) implements Json {}

    record Num(String literal) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    /** @param raw the value's bytes as received, empty for values that were not read from a frame */
    record Member(String name, Json value, byte[] raw) {}

    static Obj obj() {
        return new Obj(List.of());
    }

    static Json of(Object value) {
        return switch (value) {
            case null -> NULL;
            case Json json -> json;
            case Boolean bool -> new Bool(bool);
            case Number number -> new Num(number.toString());
            case Collection<?> items -> new Arr(items.stream().map(Json::of).toList());
            default -> new Str(value.toString());
        };
    }
}
