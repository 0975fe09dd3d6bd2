package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever makes a mistake in a configuration is told where, and what would be right. */
final class ConfigMistakesTest {
    private static final String LEAST = ConfigText.LEAST;

    @TempDir
    private Path folder;

    /** One wrong line each, at line 5 of a file that is right otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        jornal.level = OS                                   | jornal: unknown key (did you mean 'journal'?)
        journal.levle = OS                                  | journal.levle: unknown key (did you mean 'level'?)
        journal.level = RAM                                 | journal.level: 'RAM' is none of memory, os, disk
        journal.level = 3                                   | journal.level: is 3: it must be one of memory, os, disk
        journal = DISK                                      | journal: is the text 'DISK': it must be a section in braces
        journal.snapshot-every = 30                         | journal.snapshot-every: is 30: it must be a duration with its unit
        journal.snapshot-every = soon                       | journal.snapshot-every: is the text 'soon': it must be a duration with its unit
        journal.snapshot-every = 1 ms                       | journal.snapshot-every: is 1 ms: it must be from 1 s to 1 d
        journal.term-size = 64 MB                           | journal.term-size: is 62500 KiB: it must be a power of two
        journal.term-size = big                             | journal.term-size: is the text 'big': it must be a size such as 64 MiB
        journal { term-size = 64 MiB, segment-size = 1 MiB } | journal.segment-size: a segment holds at least one term of 64 MiB
        journal.critical-low-water = 2 GiB                  | journal.low-water: must be at least critical-low-water, 2 GiB
        listen.port = 70000                                 | listen.port: is 70000: it must be from 0 to 65535
        listen.port = http                                  | listen.port: is the text 'http': it must be a whole number
        listen.port = 80.5                                  | listen.port: is 80.5: it must be a whole number
        listen.management-port = 8080                       | listen.management-port: is 8080, as is port: they must differ
        listen.address = 0.0.0.0                            | listen.address: '0.0.0.0' is not a loopback address
        listen { address = 0.0.0.0, allow-unencrypted = true, hosts = [ a ] } | listen.address: '0.0.0.0' is not a loopback address: nobody has to prove
        identity.mode = password                            | identity.mode: 'password' is none of claimed, printed-token, certificate, jwt
        identity.mode = certificate, listen.tls.clients = required | listen.tls.client-authority-file: is missing
        listen.tls.client-authority-file = ca.pem           | listen.tls.client-authority-file: is of no use alone
        listen.tls { client-authority-file = ca.pem, client-principals-file = p } | listen.tls.client-authority-file: is of no use without certificate-file
        identity.jwt.issuer = i                             | identity.jwt.issuer: is of no use: say identity.mode = jwt
        identity { mode = jwt, jwt { audience = [ a ], jwks-url = "https://i/j" } } | identity.jwt.issuer: is missing
        identity { mode = jwt, jwt { issuer = i, jwks-url = "https://i/j" } } | identity.jwt.audience: is missing
        identity { mode = jwt, jwt { issuer = i, audience = [ a ] } } | identity.jwt.jwks-file: say where the issuer's keys are
        identity { mode = jwt, jwt { issuer = i, audience = [ a ], jwks-file = none.json } } | identity.jwt.jwks-file: there is no file
        identity { mode = jwt, jwt { issuer = i, audience = [ a ], jwks-url = "http://i/j" } } | identity.jwt.jwks-url: http://i/j is not encrypted
        identity { mode = jwt, jwt { issuer = i, audience = [ a ], jwks-url = "https://i/j", skew = 2 minutes } } | identity.jwt.skew: is 2 minutes
        cluster = 3                                         | cluster: is 3: it must be a section in braces
        cluster.folder = data                               | cluster.members: is missing: say host and port of each
        cluster { folder = d, member = [] }                 | cluster.member: unknown key (did you mean 'members'?)
        cluster.members = [ { host = "::1", port = 9000 }, { host = "::1", port = 9010 } ] | cluster.members: has 2: say host and port of each
        cluster.members = [ { port = 9000 } ]               | cluster.members[0].host: is missing
        cluster.members = [ { host = "::1" } ]              | cluster.members[0].port: is missing: say the first of 6 UDP ports
        cluster.members = [ { host = "::1", port = 65532 } ] | cluster.members[0].port: is 65532: it must be from 1 to 65530
        cluster.members = [ { host = "8.8.8.8", port = 9000 } ] | cluster.members[0].host: member 0 is at 8.8.8.8, which other machines reach
        cluster.members = [ { host = a, port = 9000 }, { host = a, port = 9004 }, { host = b, port = 9 } ] | cluster.members[1].port: is 9004: member 0 takes 6 in a row from 9000
        cluster.members = [ { host = "::1", port = 9000, client-port = 80, management-port = 80 } ] | cluster.members[0].management-port: is 80, as is client-port
        cluster { node-id = 1, members = [ { host = "::1", port = 9000 } ] } | cluster.node-id: has no node 1: they are 0 to 0
        cluster { protected-transport = true, members = [ { host = "10.0.0.1", port = 9 } ] } | cluster.secret-file: is missing, and other machines reach the members
        cluster { secret-file = nowhere, members = [ { host = "::1", port = 9000 } ] } | cluster.secret-file
        cluster { timing = quick, members = [ { host = "::1", port = 9000 } ] } | cluster.timing: 'quick' is none of swift, calm
        cluster { term-size = 3 MiB, members = [ { host = "::1", port = 9000 } ] } | cluster.term-size: is 3 MiB: it must be a power of two
        cluster { segment-size = 1 MiB, members = [ { host = "::1", port = 9000 } ] } | cluster.segment-size: a segment holds at least one term of 16 MiB
        cluster { join-within = 1 s, members = [ { host = "::1", port = 9000 } ] } | cluster.join-within: is 1 s: it must be from 5 s
        cluster { protected-transport = true, members = [ { host = "::1", port = 9 }, { host = "10.0.0.2", port = 9 }, { host = "10.0.0.3", port = 9 } ] } | cluster.members: are in part at an address
        cluster { low-water = 1 MiB, members = [ { host = "::1", port = 9000 } ] } | cluster.low-water: must be at least critical-low-water, 256 MiB
        cluster { gone-after = 1 s, members = [ { host = "::1", port = 9000 } ] } | cluster.gone-after: is 1 s: it must be from 10 s
        cluster.members = [ { host = "::1", port = 9 }, { host = "::1", port = 19 }, { host = "::1", port = 29 } ], identity.mode = printed-token | identity: mode printed-token makes another token
        cluster.members = [ { host = "::1", port = 9000 } ], journal.level = disk | journal: is of a router that stands alone
        cluster.members = [ { host = "::1", port = 9000 } ], history.size = 64 MiB | history.size: is 64 MiB: a node of a cluster has no history
        cluster.members = [ { host = "::1", port = 9000 } ], directory.store = chronicle | directory.store: is chronicle, but nothing is recorded of events
        limits.max-alert = 5                                | limits.max-alert: unknown key (did you mean 'max-alerts'?)
        limits.max-rules = 64                               | limits.max-rules: is 64: it must be from 1 to 63
        sources.m1 {}                                       | sources.m1.id: is missing
        sources.m1.id = 1                                   | sources.m1.id: is 1: it must be from 2
        sources { m1.id = 7, m2.id = 7 }                    | sources.m2.id: is 7, as is that of 'm1'
        sources.m1 { id = 7, interface = perhaps }          | sources.m1.interface: is the text 'perhaps': it must be true or false
        site.people.ann.contact = [ { channel = websocket } ] | site.people.ann.contact[0].channel: 'websocket' is none of push
        site.people.ann { contact = [ { channel = sms } ], bundle = 11 minutes } | site.people.ann.bundle: is 11 minutes: it must be from 0 s to 10 minutes
        sources.m1 { id = 7, silent-after = 1 ms }          | sources.m1.silent-after: is less than 100 ms
        sources.m1 { id = 7, silent-after = 9 s, unit = er } | sources.m1.unit: unknown unit 'er'
        sources.m1 { id = 7, unit = er }                    | sources.m1.unit: is of the alert that only silent-after would raise
        rules.preset = child                                | rules.preset: 'child' is none of none, adult, reference, mydr24
        rules.limits = [ { parameter = spo2, severity = urgent } ] | rules.limits[0].below: say one of below and above
        rules.limits = [ { parameter = spo3, below = 5, severity = urgent } ] | rules.limits[0].parameter: 'spo3' is none of
        rules.limits = [ { parameter = spo2, below = low, severity = urgent } ] | rules.limits[0].below: is the text 'low': it must be a number
        rules.profiles = [ { limits = [ { parameter = spo2, below = 90 } ] } ] | rules.profiles[0].ages: say for whom
        rules.profiles = [ { unit = icu, limits = [ { parameter = spo2, below = 90 } ] } ] | rules.profiles[0]: limit profile of unit 'icu': there is no limit BELOW of SPO2
        rules.profiles = [ { ages = [ not-stated ], news2 = false } ] | rules.profiles[0].ages: 'not-stated' is none of
        rules.published-profiles = [ hypercapnic ]          | rules: limit profile on SpO2 scale 2 says nothing
        rules.personal.parameters = [ glucose ]             | rules.personal: personal limits of [GLUCOSE]
        rules.personal.parameters = [ spo2 ]                | rules.personal: personal limits: there is no ordinary limit of [SPO2]
        rules.limits = [ 90 ]                               | rules.limits[0]: is 90: it must be a section in braces
        site.desks = [ desk, desk ]                         | site.desks: person 'desk' is there already, in line 5
        site.units.icu.beds.b1.care = [ an ]                | site.units.icu.beds.b1.care: unknown person 'an'
        site.units.icu.beds.b1.cares = [ desk ]             | site.units.icu.beds.b1.cares: unknown key (did you mean 'care'?)
        site.units.icu.roles.charge = [ dexk ]              | site.units.icu.roles.charge: unknown person 'dexk' (did you mean 'desk'?)
        site.units.icu.roles.charge = desk                  | site.units.icu.roles.charge: is the text 'desk': it must be a list of names
        site.patients.p1 {}                                 | site.patients.p1.bed: say where the patient is
        site.patients.p1.bed = b7                           | site.patients.p1.bed: unknown bed 'b7'
        site.patients.p1.unit = er                          | site.patients.p1.unit: unknown unit 'er'
        site.patients.p1.born = yesterday                    | site.patients.p1.born: is no date such as 2024-02-29
        site { units.icu {}, patients.p1 { unit = icu, born = 1899-12-31 } } | site.patients.p1: born 1899-12-31: a date of birth is from 1900-01-01
        site.policies.all.steps = [ { delay = 1 s } ]       | site.policies.all.steps[0].target: is missing: say one of care-team, nearest, ordering, emergency-contacts, monitoring-recipients, monitoring-viewers, facility-role, role, person
        site.policies.all.steps = [ { target = care-team } ] | site.policies.all.steps[0].delay: is missing: say a duration
        site.policies.all.steps = [ { target = role, delay = 1 s } ] | site.policies.all.steps[0].role: is missing: target is role
        site.policies.all.steps = [ { target = role, role = charge, delay = 1 s } ] | site.policies.all.steps[0].role: unknown role 'charge'
        site.policies.all.steps = [ { target = person, person = dsk, delay = 1 s } ] | site.policies.all.steps[0].person: unknown person 'dsk' (did you mean 'desk'?)
        site.team-for-limits.severities = [ critical ]      | site.team-for-limits.policy: is missing: severities says whose alerts run on it
        site.team-for-limits.limits = [ no-resuscitation ]  | site.team-for-limits.policy: is missing: limits says whose alerts run on it
        site.preset-fail-safe = desk                        | site.preset-fail-safe: stands without preset
        site.preset = normal                                | site.preset: 'normal' is none of default, mydr24
        site.units.icu.facility = -1                        | site.units.icu.facility: is -1
        site.policies.all.steps = [ { target = facility-role, delay = 1 s } ] | site.policies.all.steps[0].role: is missing: target is role
        site.policies.all.steps = [ { target = emergency-contacts, delay = 1 s } ] | site.policies.all.steps[0]: policy 'all': emergency contacts are told after clinicians
        site.policies.all.steps = [ { target = monitoring-viewers, delay = 1 s, capable = true } ] | site.policies.all.steps[0]: the people added last to policy 'all' are no whole list
        site.policies.all.steps = [ { target = monitoring-recipients, person = desk, delay = 1 s } ] | site.policies.all.steps[0].person: stands beside target monitoring-recipients
        site.policies.all.steps = [ { target = care-team, role = x, delay = 1 s } ] | site.policies.all.steps[0].role: stands beside target care-team
        site.policies.all.steps = [ { target = care-team, delay = 1 s, channels = [ fax ] } ] | site.policies.all.steps[0].channels: 'fax' is none of websocket, push, sms, voice, pager, email
        site.policies.all.steps = [ { target = care-team, delay = 1 s, order = nearest } ] | site.policies.all.steps[0].order: stands without asks
        site.policies.all.steps = [ { target = care-team, delay = 1 s, asks = 64 } ] | site.policies.all.steps[0].asks: is 64
        site.policies.all.steps = [ { target = nearest, delay = 1 s, asks = 1 } ] | site.policies.all.steps[0]: the people added last to policy 'all' are no list
        site.policies.all.steps = [ { target = care-team, delay = 1 s, slot = lead } ] | site.policies.all.steps[0]: policy 'all' has no slot 'lead' yet
        site.policies.all.steps = [ { target = care-team, delay = 1 s, needed = 64 } ] | site.policies.all.steps[0].needed: is 64
        site.policies.all.steps = [ { target = care-team, delay = 1 s, and = [ { target = role } ] } ] | site.policies.all.steps[0].and[0].role: is missing: target is role
        site.policies.all { repeat = 1 s, expire = 1 s }    | site.policies.all.expire: stands beside repeat
        site.policies.all.latching = [ stroke, fall ]       | site.policies.all.latching: 'fall' is none of
        site.policies.more.fail-safe = desk                 | site.policies.more.severities: critical is covered by policy 'all' already
        site.policies { all.types = [ stroke ], more.fail-safe = desk, third { types = [ stroke ], fail-safe = desk } } | site.policies.third.types: critical of stroke is covered by policy 'all' already
        site.policies.all.types = [ fall ]                  | site.policies.all.types: 'fall' is none of
        site.policies.more { severities = [ critical ] }    | site.policies.more.fail-safe: is missing: say who is told when nobody else answers
        site.policies.all.fail-safe = dsk                   | site.policies.all.fail-safe: unknown person 'dsk' (did you mean 'desk'?)
        site.offers-per-person.critical = 0                 | site.offers-per-person.critical: is 0: it must be from 1
        """)
    void shouldSayWhatIsWrongAndWhere(final String line, final String problem) throws IOException {
        final ConfigProblemsException refused = text().refused(LEAST + line);

        assertThat(refused.getMessage()).contains(text().file() + ":5: " + problem);
    }

    @Test
    void shouldSayWhereANameIsDefinedTwiceAndWhichSeverityIsNotCovered() throws IOException {
        assertThat(text().refused(LEAST + "site.people.desk {}").getMessage())
                .contains("test.conf:2: site.desks: person 'desk' is there already, in line 5");
        assertThat(text().refused(LEAST + "site.policies.all.severities = [ critical ]")
                        .getMessage())
                .contains("test.conf:3: site.policies: no policy covers emergent: its alerts would reach nobody");
    }

    @Test
    void shouldSayEverythingThatIsWrongAtOnce() throws IOException {
        final ConfigProblemsException refused =
                text().refused(LEAST + "journal.level = RAM\nlisten.prt = 1\nnope = 1\n");

        assertThat(refused.problems()).extracting(Problem::line).containsExactly(5, 6, 7);
    }

    @Test
    void shouldSayWhereTheSyntaxIsWrong() throws IOException {
        assertThat(text().refused(LEAST + "journal { level = OS").getMessage()).contains("test.conf:5: ");
        assertThat(text().refused(LEAST + "journal.folder = ${NOT_SET_ANYWHERE}")
                        .getMessage())
                .contains("test.conf:5: ")
                .contains("NOT_SET_ANYWHERE");
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        final ConfigProblemsException refused =
                catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(folder.resolve("no.conf")));

        assertThat(refused).hasMessageContaining("no.conf: there is no such file");
        assertThat(catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(folder)))
                .hasMessageContaining("is a folder");
    }

    private ConfigText text() {
        return new ConfigText(folder);
    }
}
