package io.tocsin.coverage;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.STROKE;
import static io.tocsin.codecs.sbe.Severity.EMERGENT;

import io.tocsin.Policy;
import io.tocsin.Site;
import java.time.Instant;
import java.util.List;

/** A ward: Ann cares for bed 1, nobody for bed 2; Cleo is the charge nurse; the desk is always there. */
final class Ward {
    static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    static final Place BED_1 = new Place("ward", "bed-1", "");
    static final Place BED_2 = new Place("ward", "bed-2", "");
    static final Place WARD = new Place("ward", "", "");
    static final AlertClass STROKES = AlertClass.of(EMERGENT, STROKE);

    static final Policy STANDARD = Policy.named("standard")
            .careTeam(seconds(30))
            .unitRole("charge-nurse", seconds(60))
            .failSafe("desk", seconds(60));

    private Ward() {}

    static Site.Builder ward(final Policy... policies) {
        final Site.Builder ward = Site.named("ward")
                .person("ann")
                .person("cleo")
                .desk("desk")
                .unit("ward")
                .unit("annex")
                .bed("bed-1", "ward")
                .bed("bed-2", "ward")
                .careForBed("bed-1", "ann")
                .role("ward", "charge-nurse", "cleo");
        List.of(policies).forEach(ward::policy);
        return ward;
    }

    static Coverage ask(final Site.Builder site) {
        return Coverage.of(site.build(), MONDAY);
    }
}
