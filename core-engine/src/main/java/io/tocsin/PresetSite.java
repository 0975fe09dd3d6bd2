package io.tocsin;

import static io.tocsin.Preset.ADMINISTRATOR;
import static io.tocsin.Preset.BIOMED;
import static io.tocsin.Preset.CHARGE_NURSE;
import static io.tocsin.Preset.EMERGENCY_PROVIDER;
import static io.tocsin.Preset.ON_CALL;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fills in what a site does not say, from the roles that its people hold.
 *
 * @param preset   which.
 * @param failSafe whom its policies tell in the end.
 */
record PresetSite(Preset preset, String failSafe) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    /** Of what is not answered at the bedside but read back (Joint Commission NPSG.02.03.01; commonly within 60 minutes, all steps together). */
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static final Set<Severity> CAN_WAIT = EnumSet.of(Severity.SEMI_URGENT, Severity.NON_URGENT);
    /** For what is the matter with a device and can wait. */
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Set<String> PROVIDERS = Set.of(EMERGENCY_PROVIDER, Preset.PRIMARY_CARE, Preset.PROVIDER);

    /** Fills in. */
    void fill(final String site, final SiteParts parts) {
        final Set<Severity> open = EnumSet.complementOf(EnumSet.of(Severity.NULL_VAL));
        final Set<Severity> openOfOther = EnumSet.copyOf(open);
        for (final Policy policy : parts.policies.values()) {
            if (policy.types().isEmpty()) {
                open.removeAll(policy.severities());
                openOfOther.removeAll(policy.severities());
            } else if (policy.types().contains(EmergencyType.OTHER)) {
                openOfOther.removeAll(policy.severities());
            }
        }
        final Set<Channel> said = EnumSet.noneOf(Channel.class);
        parts.policies.values().forEach(policy -> policy.steps().forEach(step -> said.addAll(step.channels())));
        said.remove(Channel.WEBSOCKET);
        for (final Severity severity : open) {
            add(parts, preset == Preset.DEFAULT ? standard(parts, severity) : emergency(parts, severity));
        }
        final Set<Severity> openOfNotices = openOf(parts, EmergencyType.CARE_NOTICE);
        final Set<Severity> openOfUrgent = EnumSet.of(Severity.CRITICAL, Severity.EMERGENT);
        openOfUrgent.retainAll(openOfNotices);
        openOfNotices.removeAll(openOfUrgent);
        careNotice(parts, openOfUrgent, "-care-notice-urgent", Severity.EMERGENT, FIVE_MINUTES);
        careNotice(parts, openOfNotices, "-care-notice", Severity.URGENT, QUARTER);
        final Set<Severity> openOfResults = openOf(parts, EmergencyType.CRITICAL_RESULT);
        if (preset == Preset.DEFAULT && !openOfResults.isEmpty()) {
            add(parts, result(parts, openOfResults));
        }
        if (parts.devices == null) {
            parts.devices = preset == Preset.DEFAULT ? DeviceRules.standard() : DeviceRules.lethal();
        }
        if (preset == Preset.DEFAULT && isHeld(parts, BIOMED)) {
            openOf(parts, EmergencyType.DEVICE_TECHNICAL).stream()
                    .filter(CAN_WAIT::contains)
                    .forEach(severity -> add(parts, device(parts, severity)));
        }
        if (preset == Preset.MYDR24) {
            openOfOther.forEach(severity ->
                    add(parts, parts.rules.areMydr24() ? vitalSign(parts, severity) : message(parts, severity)));
            // Who looks on is asked about vital signs; what devices say of themselves is for whoever is there.
            openOfOther.stream()
                    .filter(severity -> parts.rules.areMydr24() && severity.compareTo(Severity.EMERGENT) > 0)
                    .filter(severity -> ofDevices(parts, severity).length > 0)
                    .forEach(severity -> add(parts, ofDevice(parts, severity)));
            requireProviders(site, parts);
        }
        final Set<String> asked = SitePeople.asked(parts, role -> true);
        for (final String person : parts.people.keySet()) {
            // A policy of the site may name a channel that the preset knows nothing of: it is used at once, as without
            // a preset.
            final Set<Channel> own = asked.contains(person) ? said : Set.of();
            parts.contacts.putIfAbsent(person, withOwn(preset.contact(), own));
            if (preset == Preset.MYDR24) {
                parts.messageContacts.putIfAbsent(person, withOwn(preset.contactForMessages(false), own));
                parts.precedence.putIfAbsent(person, preset.precedence(rolesOf(parts, person)));
            }
        }
        if (parts.deliveries.held().isEmpty() && parts.deliveries.dropped().isEmpty()) {
            parts.deliveries = new Deliveries(
                    preset.deliveries().held(), preset.deliveries().dropped(), parts.deliveries.covers());
        }
        if (preset == Preset.DEFAULT) {
            // Who administers and is there for nothing else takes no alert over.
            final Set<String> askedBesides = SitePeople.asked(parts, role -> !role.equals(ADMINISTRATOR));
            holders(parts, ADMINISTRATOR).stream()
                    .filter(person -> !askedBesides.contains(person))
                    .forEach(person ->
                            parts.authority.putIfAbsent(person, new SiteParts.Authority(AuthorityRole.ADMIN_UNIT, "")));
        }
    }

    private static List<ContactMethod> withOwn(final List<ContactMethod> methods, final Set<Channel> own) {
        final List<ContactMethod> all = new ArrayList<>();
        for (final Channel channel : own) {
            if (methods.stream().noneMatch(method -> method.channel() == channel)) {
                all.add(ContactMethod.atOnce(channel));
            }
        }
        all.addAll(methods);
        return List.copyOf(all);
    }

    private static void add(final SiteParts parts, final Policy policy) {
        parts.policies.put(policy.name(), policy);
    }

    /**
     * CRITICAL: the team, with copies to who is on call and to administration; EMERGENT: copies to who is on call; the rest: the team, then who is on call. With the team whom
     * the patient's monitoring session names to be told of alerts.
     */
    private Policy standard(final SiteParts parts, final Severity severity) {
        final Channel[] channels = preset.channels(severity, false).toArray(Channel[]::new);
        final boolean isGrave = severity == Severity.CRITICAL || severity == Severity.EMERGENT;
        Policy policy = named(severity, "")
                .careTeam(isGrave ? MINUTE : TWO_MINUTES, channels)
                .andMonitoringRecipients();
        if (isGrave) {
            policy = also(parts, policy, ON_CALL);
        } else if (isHeld(parts, ON_CALL)) {
            policy = policy.facilityRole(ON_CALL, FIVE_MINUTES, channels);
        }
        if (severity == Severity.CRITICAL) {
            policy = also(parts, policy, ADMINISTRATOR);
        }
        return policy.failSafe(failSafe, isGrave ? MINUTE : FIVE_MINUTES);
    }

    /** The severities of which the site says nothing for a type that has a ladder of its own. */
    private static Set<Severity> openOf(final SiteParts parts, final EmergencyType type) {
        final Set<Severity> open = EnumSet.complementOf(EnumSet.of(Severity.NULL_VAL));
        parts.policies.values().stream()
                .filter(policy -> policy.types().contains(type))
                .forEach(policy -> open.removeAll(policy.severities()));
        return open;
    }

    /** A critical result: who ordered the examination, then who is on call in their place, then the unit's charge nurse. */
    private Policy result(final SiteParts parts, final Set<Severity> severities) {
        final Channel[] channels = preset.channels(Severity.EMERGENT, false).toArray(Channel[]::new);
        final Severity[] open = severities.toArray(Severity[]::new);
        Policy policy = Policy.named(preset.name().toLowerCase(Locale.ROOT) + "-critical-result")
                .severities(open[0], open)
                .types(EmergencyType.CRITICAL_RESULT)
                .ordering(QUARTER, channels);
        if (isHeld(parts, ON_CALL)) {
            policy = policy.facilityRole(ON_CALL, QUARTER, channels);
        }
        if (isHeld(parts, CHARGE_NURSE)) {
            policy = policy.unitRole(CHARGE_NURSE, FIVE_MINUTES, channels);
        }
        return policy.failSafe(failSafe, FIVE_MINUTES);
    }

    /**
     * Something about a device that can wait (battery low, calibration due) is for whoever looks after devices, then for the patient's people, then for the unit's charge
     * nurse. What cannot wait (leads off, battery empty) is told as every alert of its severity is, at the bedside, where nobody takes it away.
     */
    private Policy device(final SiteParts parts, final Severity severity) {
        final Channel[] channels = preset.channels(severity, false).toArray(Channel[]::new);
        final Policy policy = named(severity, "device-")
                .types(EmergencyType.DEVICE_TECHNICAL)
                .facilityRole(BIOMED, HALF_HOUR, channels)
                .careTeam(FIVE_MINUTES, channels);
        return (isHeld(parts, CHARGE_NURSE) ? policy.unitRole(CHARGE_NURSE, FIVE_MINUTES, channels) : policy)
                .failSafe(failSafe, FIVE_MINUTES);
    }

    /** What was planned and not done, or a weight that rises: the patient's care team, then the unit's charge nurse; nobody who is there for emergencies. */
    private void careNotice(
            final SiteParts parts,
            final Set<Severity> severities,
            final String name,
            final Severity channelsOf,
            final Duration first) {
        if (severities.isEmpty()) {
            return;
        }
        final Channel[] channels = preset.channels(channelsOf, false).toArray(Channel[]::new);
        final Severity[] open = severities.toArray(Severity[]::new);
        Policy policy = Policy.named(preset.name().toLowerCase(Locale.ROOT) + name)
                .severities(open[0], open)
                .types(EmergencyType.CARE_NOTICE)
                .careTeam(first, channels);
        if (isHeld(parts, CHARGE_NURSE)) {
            policy = policy.unitRole(CHARGE_NURSE, FIVE_MINUTES, channels);
        }
        add(parts, policy.failSafe(failSafe, FIVE_MINUTES));
    }

    /** Who is capable and in the target list, or an emergency provider; then who is on call; then administration. */
    private Policy emergency(final SiteParts parts, final Severity severity) {
        return targets(parts, named(severity, ""), preset.channels(severity, false))
                .failSafe(failSafe, MINUTE);
    }

    /** The same of a message with delivery requirements. */
    private Policy message(final SiteParts parts, final Severity severity) {
        return targets(parts, named(severity, "message-"), preset.channels(severity, true))
                .types(EmergencyType.OTHER, ofDevices(parts, severity))
                .forMessages()
                .failSafe(failSafe, MINUTE);
    }

    /**
     * The same of vital signs: CRITICAL is an emergency, and whoever takes it over has to be there within five minutes; HIGH is told to the care team and who is on
     * call; the rest is shown to those who look on at the patient's monitoring session, and to the care team only if nobody of them answers, or nobody is there to do so; then who is on call is
     * asked. Whom the session names to be told of alerts is told of all of them with the first.
     */
    private Policy vitalSign(final SiteParts parts, final Severity severity) {
        if (severity == Severity.CRITICAL) {
            return targets(parts, named(severity, "vital-sign-"), preset.channels(severity, false))
                    .andMonitoringRecipients()
                    .types(EmergencyType.OTHER, ofDevices(parts, severity))
                    .bedside(FIVE_MINUTES)
                    .failSafe(failSafe, MINUTE);
        }
        final boolean isHigh = severity == Severity.EMERGENT;
        final Policy start = named(severity, "vital-sign-")
                .types(EmergencyType.OTHER, isHigh ? ofDevices(parts, severity) : new EmergencyType[0])
                .forMessages();
        if (isHigh) {
            final Channel[] channels = preset.channels(severity, true).toArray(Channel[]::new);
            return also(parts, start.careTeam(MINUTE, channels), ON_CALL)
                    .andMonitoringRecipients()
                    .failSafe(failSafe, MINUTE);
        }
        return thenOnCall(
                parts,
                start.monitoringViewers(TWO_MINUTES, Channel.WEBSOCKET)
                        .andMonitoringRecipients()
                        .careTeam(TWO_MINUTES, Channel.WEBSOCKET));
    }

    private Policy ofDevice(final SiteParts parts, final Severity severity) {
        final EmergencyType[] types = ofDevices(parts, severity);
        return thenOnCall(
                parts,
                named(severity, "device-")
                        .types(types[0], types)
                        .forMessages()
                        .careTeam(TWO_MINUTES, Channel.WEBSOCKET));
    }

    private Policy thenOnCall(final SiteParts parts, final Policy shown) {
        return (isHeld(parts, ON_CALL) ? shown.facilityRole(ON_CALL, FIVE_MINUTES, Channel.WEBSOCKET) : shown)
                .failSafe(failSafe, FIVE_MINUTES);
    }

    /** What devices report goes where other messages go, unless the site says otherwise. */
    private static EmergencyType[] ofDevices(final SiteParts parts, final Severity severity) {
        return Stream.of(EmergencyType.DEVICE_TECHNICAL, EmergencyType.DEVICE_THERAPY)
                .filter(type -> openOf(parts, type).contains(severity))
                .toArray(EmergencyType[]::new);
    }

    private Policy targets(final SiteParts parts, final Policy policy, final List<Channel> channels) {
        Policy with = policy.careTeam(MINUTE, channels.toArray(Channel[]::new)).onlyCapable();
        if (isHeld(parts, EMERGENCY_PROVIDER)) {
            with = with.andFacilityRole(EMERGENCY_PROVIDER).onlyCapable();
        }
        return also(parts, also(parts, with, ON_CALL), ADMINISTRATOR);
    }

    private Policy named(final Severity severity, final String kind) {
        final String name = preset.name() + '-' + kind + severity.name();
        return Policy.named(name.toLowerCase(Locale.ROOT).replace('_', '-')).severities(severity);
    }

    private static Policy also(final SiteParts parts, final Policy policy, final String role) {
        return isHeld(parts, role) ? policy.andFacilityRole(role) : policy;
    }

    private static boolean isHeld(final SiteParts parts, final String role) {
        return !holders(parts, role).isEmpty();
    }

    private static Set<String> holders(final SiteParts parts, final String role) {
        final Set<String> holders = new LinkedHashSet<>();
        parts.roles.forEach((of, people) -> {
            if (of.role().equals(role)) {
                holders.addAll(people);
            }
        });
        return holders;
    }

    private static Set<String> rolesOf(final SiteParts parts, final String person) {
        final Set<String> roles = new HashSet<>();
        parts.roles.forEach((of, people) -> {
            if (people.contains(person)) {
                roles.add(of.role());
            }
        });
        return roles;
    }

    /** The target list names providers: who is none would be told as one. */
    private static void requireProviders(final String site, final SiteParts parts) {
        final List<List<String>> lists = new ArrayList<>(parts.patientCare.values());
        lists.addAll(parts.bedCare.values());
        for (final List<String> list : lists) {
            for (final String person : list) {
                final Set<String> roles = rolesOf(parts, person);
                if (roles.stream().noneMatch(PROVIDERS::contains)) {
                    throw new IllegalArgumentException("site '" + site + "': preset mydr24: '" + person
                            + "' cares for somebody and holds none of the roles of providers, "
                            + Preset.EMERGENCY_PROVIDER
                            + ", " + Preset.PRIMARY_CARE + ", " + Preset.PROVIDER + "; nothing was changed");
                }
            }
        }
    }
}
