package io.tocsin.codecs.json;

/**
 * Who is connected, without anything of patients. Immutable.
 *
 * @param session   its number: what {@link RevokeAccess} of kind SESSION names.
 * @param role      as what the client has greeted.
 * @param person    who uses it, or as whom an operator has proved to be; empty = nobody is named.
 * @param client    name of the installation.
 * @param address   from where, as the router sees it.
 * @param sinceNs   when it was welcomed, epoch ns.
 * @param proof     how it has proved who it is.
 * @param token     id of its token as revocations name it; empty = it has none.
 * @param issuedNs  when the token, or the certificate, was issued, epoch ns; 0 = nobody knows.
 * @param expiresNs when that ends, epoch ns; 0 = it does not.
 */
public record SessionReport(
        long session,
        Role role,
        String person,
        String client,
        String address,
        long sinceNs,
        Proof proof,
        String token,
        long issuedNs,
        long expiresNs) {
    /** How somebody has proved who they are. */
    public enum Proof {
        /** Nobody asks here. */
        NONE,
        /** A token. */
        TOKEN,
        /** A certificate of their own. */
        CERTIFICATE
    }
}
