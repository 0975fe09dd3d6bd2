package io.tocsin.transport.server;

import io.tocsin.Channel;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.EngineLimits;
import java.time.Duration;

/** Configurations for tests: Ann and Bob care for p-17, who lies in icu-1; Cora is always there. */
public final class Wards {
    static final Duration LONG = Duration.ofMinutes(10);

    private Wards() {}

    /** Nothing survives, any free ports, steps that never end by themselves within a test. */
    public static ServerConfig.Builder inMemory() {
        return inMemory(site());
    }

    /** The wards, and steps that never end by themselves within a test. */
    public static Site.Builder site() {
        return site(Policy.named("all").careTeam(LONG).failSafe("desk", LONG));
    }

    static ServerConfig.Builder inMemory(final Policy policy) {
        return inMemory(site(policy));
    }

    static ServerConfig.Builder inMemory(final Site.Builder site) {
        return ServerConfig.builder()
                .name("north-1")
                .journal(JournalSettings.defaults().at(Level.MEMORY))
                .listen(ListenSettings.anyFreePorts())
                .limits(EngineLimits.small())
                .site(site.build());
    }

    /** A source that may be silent for a moment only. */
    static Site.Builder watching(final long sourceId, final String name) {
        return site(calling()).watchedSource(sourceId, name, "icu", Duration.ofMillis(300), Severity.URGENT);
    }

    private static Site.Builder site(final Policy policy) {
        return Site.named("north")
                .desk("ann")
                .desk("bob")
                .person("cora")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .patient("p-17", "icu-1")
                .care("p-17", "ann", "bob")
                .policy(policy);
    }

    /** The care team by push, 100 ms later by telephone, then the desk. */
    static Policy calling() {
        final Duration moment = Duration.ofMillis(100);
        return Policy.named("all")
                .careTeam(moment, Channel.WEBSOCKET, Channel.PUSH)
                .careTeam(LONG, Channel.VOICE)
                .failSafe("desk", LONG);
    }
}
