package dev.epilogue.closure;

import dev.epilogue.value.Address;

/** Whose closures a caller sees where it asks for more than one. */
public sealed interface Reach {

    /** All of one tenant's. */
    record Tenant(TenantId id) implements Reach {}

    /** A wallet's own, whatever the tenant: a person has one wallet, not one for each. */
    record Wallet(Address address) implements Reach {}
}
