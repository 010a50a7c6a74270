package dev.epilogue.node;

import java.util.Map;

/**
 * Something that a node said of a session and signed, so that others can check it without the node. Nothing in it is a secret: a node tells it
 * whoever asks.
 *
 * @param name among those of the same session
 * @param content what was signed, field by field or as the exact text, and the signature
 */
public record NodeWord(String name, Map<String, Object> content) {

    public NodeWord {
        content = Map.copyOf(content);
    }

    @Override
    public String toString() {
        return "NodeWord[" + name + "]";
    }
}
