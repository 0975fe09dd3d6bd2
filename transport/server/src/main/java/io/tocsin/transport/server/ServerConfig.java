package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.RouterDefaults;
import io.tocsin.SilenceWindow;
import io.tocsin.Site;
import io.tocsin.atrest.AtRest;
import io.tocsin.audit.AuditSettings;
import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.server.sheet.SheetSettings;
import io.tocsin.transport.server.watch.HeartbeatSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link Server} is started from. Immutable; any thread.
 *
 * @param name    of the node, for people.
 * @param journal where and how commands are kept.
 * @param listen  where clients and management connect.
 * @param identity how clients prove who they are.
 * @param site    who is where and who is told.
 * @param limits  capacities of the engine, fixed when a journal begins.
 * @param sources ids of the sources with a name of their own; never 0, never negative.
 * @param gateway bounds of connections.
 * @param duty    who is on duty when.
 * @param windows what is silenced when, by maintenance and by the calendar.
 * @param historyBytes how much memory the history of readings takes at most; 0 = there is none.
 * @param cluster of which the router is a node, whose log keeps its commands then, and not {@code journal}; {@code null} = it stands alone.
 * @param directory what the patient directory and the history of alerts are made from; {@code null} = there are none.
 * @param audit how the audit is kept; {@code null} = there is none.
 * @param atRest with which keys the journal is read, and whether what is written is sealed.
 * @param heartbeat who outside is told that it is ready, as long as it is.
 * @param sheet how downtime sheets are kept; {@code null} = there are none.
 */
public record ServerConfig(
        String name,
        JournalSettings journal,
        ListenSettings listen,
        IdentitySettings identity,
        Site site,
        EngineLimits limits,
        Map<String, Long> sources,
        GatewaySettings gateway,
        DutySettings duty,
        List<SilenceWindow> windows,
        long historyBytes,
        @Nullable DirectorySettings directory,
        @Nullable AuditSettings audit,
        @Nullable NodeSettings cluster,
        AtRest atRest,
        HeartbeatSettings heartbeat,
        @Nullable SheetSettings sheet) {
    /** Room for 300 patients with five parameters each minute, or some thousands with a reading now and then. */
    public static final long DEFAULT_HISTORY_BYTES = 32L << 20;

    /** Keeps copies of the map and the list. */
    public ServerConfig {
        requireNonNull(name, "name");
        requireNonNull(journal, "journal");
        requireNonNull(listen, "listen");
        requireNonNull(identity, "identity");
        requireNonNull(site, "site");
        requireNonNull(limits, "limits");
        requireNonNull(gateway, "gateway");
        requireNonNull(duty, "duty");
        requireNonNull(atRest, "atRest");
        requireNonNull(heartbeat, "heartbeat");
        windows = List.copyOf(windows);
        historyBytes = cluster == null ? historyBytes : 0;
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /**
     * Begins a configuration in which everything but the site has a default.
     *
     * @return a builder of its own.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins a configuration that differs from this one.
     *
     * @return a builder that holds what this one holds.
     */
    public Builder toBuilder() {
        final Builder builder = new Builder();
        builder.name = name;
        builder.journal = journal;
        builder.listen = listen;
        builder.identity = identity;
        builder.site = site;
        builder.limits = limits;
        builder.sources.putAll(sources);
        builder.gateway = gateway;
        builder.duty = duty;
        builder.windows = windows;
        builder.historyBytes = historyBytes;
        builder.directory = directory;
        builder.audit = audit;
        builder.cluster = cluster;
        builder.atRest = atRest;
        builder.heartbeat = heartbeat;
        builder.sheet = sheet;
        return builder;
    }

    /** Collects a configuration. One thread. */
    public static final class Builder {
        private String name = "tocsin";
        private JournalSettings journal = JournalSettings.defaults();
        private ListenSettings listen = ListenSettings.defaults();
        private IdentitySettings identity = IdentitySettings.claimed();
        private @Nullable Site site;
        private EngineLimits limits = RouterDefaults.limits();
        private final Map<String, Long> sources = new LinkedHashMap<>();
        private @Nullable GatewaySettings gateway;
        private DutySettings duty = DutySettings.none();
        private List<SilenceWindow> windows = List.of();
        private long historyBytes = DEFAULT_HISTORY_BYTES;
        private @Nullable DirectorySettings directory;
        private @Nullable AuditSettings audit;
        private @Nullable NodeSettings cluster;
        private AtRest atRest = AtRest.OPEN;
        private HeartbeatSettings heartbeat = HeartbeatSettings.none();
        private @Nullable SheetSettings sheet;

        private Builder() {}

        /** What people call the node; default {@code tocsin}. Returns this. */
        public Builder name(final String value) {
            name = requireNonNull(value, "name");
            return this;
        }

        /** Where and how commands are kept; default {@link JournalSettings#defaults()}. Returns this. */
        public Builder journal(final JournalSettings value) {
            journal = requireNonNull(value, "journal");
            return this;
        }

        /** Where clients connect; default {@link ListenSettings#defaults()}. Returns this. */
        public Builder listen(final ListenSettings value) {
            listen = requireNonNull(value, "listen");
            return this;
        }

        /** How clients prove who they are; default {@link IdentitySettings#claimed()}. Returns this. */
        public Builder identity(final IdentitySettings value) {
            identity = requireNonNull(value, "identity");
            return this;
        }

        /** Who is told; must be given. Returns this. */
        public Builder site(final Site value) {
            site = requireNonNull(value, "site");
            return this;
        }

        /** Capacities of the engine; default {@link RouterDefaults#limits()}. Returns this. */
        public Builder limits(final EngineLimits value) {
            limits = requireNonNull(value, "limits");
            return this;
        }

        /**
         * Gives a source a fixed id. {@link Site.Builder#interfaceSource} gives it the window of an interface.
         *
         * @param client what the source calls itself at hello.
         * @param id     above 0.
         * @return this.
         */
        public Builder source(final String client, final long id) {
            if (id <= 0) {
                throw new IllegalArgumentException(
                        "source '" + client + "' has id " + id + ": it must be above 0, the others are the server's");
            }
            sources.put(requireNonNull(client, "client"), id);
            return this;
        }

        /** Bounds of connections; default {@link GatewaySettings#defaults} of the site's preset. Returns this. */
        public Builder gateway(final GatewaySettings value) {
            gateway = requireNonNull(value, "gateway");
            return this;
        }

        /** Who is on duty when, whose people the site names as staff ({@code Site.Builder.staff}); default {@link DutySettings#none()}. Returns this. */
        public Builder duty(final DutySettings value) {
            duty = requireNonNull(value, "duty");
            return this;
        }

        /** What is silenced when, of different names; default nothing. Returns this. */
        public Builder windows(final List<SilenceWindow> value) {
            windows = List.copyOf(value);
            return this;
        }

        /** How much memory the history of readings takes at most, 2 MiB at least, or 0 for none; default 32 MiB. Returns this. */
        public Builder historyBytes(final long value) {
            historyBytes = value;
            return this;
        }

        /** With which keys the journal is read, and whether what is written is sealed; default {@link AtRest#OPEN}. An audit says that for itself. Returns this. */
        public Builder atRest(final AtRest value) {
            atRest = requireNonNull(value, "atRest");
            return this;
        }

        /** How the audit is kept; where the journal is not kept there can be none; a node of a cluster keeps it in its own folder. Default, and {@code null}: there is none. Returns this. */
        public Builder audit(final @Nullable AuditSettings value) {
            audit = value;
            return this;
        }

        /** What the patient directory and the history of alerts are made from; default there are none. Returns this. */
        public Builder directory(final DirectorySettings value) {
            directory = requireNonNull(value, "directory");
            return this;
        }

        /** Of which cluster it is a node; it has no history of readings then. Default it stands alone. Returns this. */
        public Builder cluster(final @Nullable NodeSettings value) {
            cluster = value;
            return this;
        }

        /** Who outside is told that it is ready, as long as it is; default nobody. Returns this. */
        public Builder heartbeat(final HeartbeatSettings value) {
            heartbeat = requireNonNull(value, "heartbeat");
            return this;
        }

        /** How downtime sheets are kept; default, and {@code null}: there are none. Returns this. */
        public Builder sheet(final @Nullable SheetSettings value) {
            sheet = value;
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration; this builder may go on.
         * @throws IllegalStateException if no site was given.
         */
        public ServerConfig build() {
            if (site == null) {
                throw new IllegalStateException("no site was given: say who is told with site(Site)");
            }
            final GatewaySettings bounds = gateway == null ? GatewaySettings.defaults(site.preset()) : gateway;
            return new ServerConfig(
                    name,
                    journal,
                    listen,
                    identity,
                    site,
                    limits,
                    sources,
                    bounds,
                    duty,
                    windows,
                    historyBytes,
                    directory,
                    audit,
                    cluster,
                    atRest,
                    heartbeat,
                    sheet);
        }
    }
}
