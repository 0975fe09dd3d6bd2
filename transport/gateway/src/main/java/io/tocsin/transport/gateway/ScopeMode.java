package io.tocsin.transport.gateway;

/** What scopes count for. Whatever they permit, what the role and the relationship do not permit is refused as before: a scope only ever takes away. */
public enum ScopeMode {
    /** Nothing: nobody looks at them. */
    OFF,
    /** Who proves with scopes may do what they name and nothing else; who proves without any is not limited by them. */
    HONOURED,
    /** Who proves without scopes may do nothing that needs one. */
    REQUIRED
}
