package dev.epilogue.chain;

import java.util.List;
import java.util.Optional;

/** Every chain that is configured. */
public interface Chains {

    /** @throws IllegalArgumentException when there is no such chain */
    Chain of(long id);

    Optional<Chain> find(long id);

    List<Chain> all();
}
