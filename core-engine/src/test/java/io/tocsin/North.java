package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;

import io.tocsin.codecs.sbe.Severity;

/** The site that tests of the API use: Ann cares for patient p-17 in bed icu-1, Bob is the charge nurse, the desk is always there. */
final class North {
    static final Policy STANDARD = Policy.named("standard")
            .careTeam(seconds(10))
            .unitRole("charge-nurse", seconds(20))
            .failSafe("desk", seconds(60));

    private North() {}

    static Site.Builder builder() {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .role("icu", "charge-nurse", "bob")
                .patient("p-17", "icu-1")
                .care("p-17", "ann")
                .policy(STANDARD);
    }

    static Site site() {
        return builder().build();
    }

    static Raise arrest(final String key) {
        return raise(key, CRITICAL);
    }

    static Raise raise(final String key, final Severity severity) {
        return Raise.alert(key).type(CARDIAC_ARREST).severity(severity).patient("p-17");
    }
}
