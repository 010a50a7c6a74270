package dev.epilogue.closure;

/** Whose closure it is. Everything is looked up within one tenant; what belongs to another does not exist. */
public record TenantId(String value) {

    /** The only tenant of a deployment without access control. */
    public static final TenantId DEFAULT = new TenantId("default");

    @Override
    public String toString() {
        return value;
    }
}
