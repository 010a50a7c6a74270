package dev.epilogue.node;

import dev.epilogue.value.Address;
import java.util.Set;

/** The accounts with which the service logs in to nodes, as far as they are configured. */
public interface NodeLogins {

    Set<Address> accounts();
}
