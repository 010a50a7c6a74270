package dev.epilogue.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command as a shell sees it: how it ended and what it said. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Commands.run(words, new PrintWriter(out), new PrintWriter(err));
        return new CommandRun(code, out.toString().strip(), err.toString().strip());
    }
}
