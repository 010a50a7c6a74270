package dev.epilogue.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** A command that answers in words, or in JSON for who asks for it. */
abstract class Talk {

    static final JsonMapper JSON = JsonMapper.shared();

    @Spec
    private @Nullable CommandSpec spec;

    /** One answer in both its forms. */
    final void say(Supplier<?> json, Supplier<String> words) {
        PrintWriter out = line().getOut();
        out.println(Root.json(line()) ? JSON.writeValueAsString(json.get()) : words.get());
        out.flush();
    }

    /** Two members, in this order. */
    static Map<String, Object> both(String one, Object value, String other, Object otherValue) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(one, value);
        members.put(other, otherValue);
        return members;
    }

    /** @return what stops the command as a mistake in its words */
    final ParameterException mistake(String sentence) {
        return new ParameterException(line(), sentence);
    }

    final CommandLine line() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
