package io.tocsin;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A house for tests of presets. Emma provides care in emergencies, Paul primary care, Olga other care, Carl is on call, Adam administers; Emma 2 works in the other
 * facility. Paul and Olga care for p-17, who lies in facility 1.
 */
final class PresetHouse {
    private PresetHouse() {}

    /** The house with a preset. */
    static Site site(final Preset preset) {
        final Site.Builder site = Site.named("north")
                .unit("icu", 1)
                .unit("other", 2)
                .person("emma")
                .person("emma-2")
                .person("paul")
                .person("olga")
                .person("nick")
                .person("carl")
                .person("adam")
                .desk("desk")
                .role("icu", Preset.EMERGENCY_PROVIDER, "emma")
                .role("icu", Preset.PRIMARY_CARE, "paul")
                .role("icu", Preset.PROVIDER, "olga")
                .role("icu", Preset.ON_CALL, "carl")
                .role("icu", Preset.ADMINISTRATOR, "adam")
                .patientInUnit("p-17", "icu");
        if (preset == Preset.MYDR24) {
            site.role("icu", Preset.EMERGENCY_PROVIDER, "emma", "emma-2").care("p-17", "paul", "olga");
        } else {
            site.role("other", Preset.EMERGENCY_PROVIDER, "emma-2").care("p-17", "paul", "olga", "nick");
        }
        return site.preset(preset, "desk").build();
    }

    /** Everybody is there, with a client that can do everything. */
    static RouterTestKit staffed(final Site site) {
        final RouterTestKit kit = RouterTestKit.launch(site);
        for (final String person : List.of("emma", "emma-2", "paul", "olga", "nick", "carl", "adam")) {
            kit.router().connect(person, new Capable());
        }
        return kit;
    }

    /** Of the patient p-17. */
    static long raise(final RouterTestKit kit, final EmergencyType type, final Severity severity) {
        return kit.answer(kit.router()
                        .raise(Raise.alert(type + "-" + severity)
                                .type(type)
                                .severity(severity)
                                .patient("p-17")))
                .alertId();
    }

    /** Who was offered it, in the order in which they were; the desk alone is told of the router's own mode. */
    static List<String> told(final RouterTestKit kit) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.kind() == OutputKind.OFFER)
                .flatMap(output -> output.recipients().stream())
                .map(RouterEvent.Recipient::person)
                .filter(person -> !"desk".equals(person))
                .toList();
    }

    /** Over which channels somebody was to be told, and after how many seconds each. */
    static String chosen(final RouterTestKit kit, final String person) {
        final List<String> all = new ArrayList<>();
        for (final RouterEvent.ChannelChosen chosen : kit.events(RouterEvent.ChannelChosen.class)) {
            if (chosen.person().equals(person)) {
                final long afterS = (chosen.stamp().timestampNs()
                                - kit.events(RouterEvent.AlertRaised.class)
                                        .get(0)
                                        .stamp()
                                        .timestampNs())
                        / 1_000_000_000L;
                all.add(chosen.channel() + " " + afterS);
            }
        }
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    /** A client that can do everything. */
    static final class Capable implements OfferListener {
        @Override
        public void onOffer(final Offer offer) {}

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.EMERGENCY_RESPONSE_CAPABLE, Capability.SUPPORTS_PUSH);
        }
    }
}
