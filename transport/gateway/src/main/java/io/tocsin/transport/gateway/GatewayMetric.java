package io.tocsin.transport.gateway;

/** What a gateway counts. Each has a name and a sentence, so that an exporter needs no list of its own; the prefix is the exporter's. */
public enum GatewayMetric {
    /** Connections let in. */
    CONNECTIONS_ACCEPTED("gateway_connections_accepted_total", "Connections let in"),
    /** Connections refused at the door. */
    CONNECTIONS_REFUSED(
            "gateway_connections_refused_total", "Connections refused at the door, because there were too many"),
    /** Requests of fronts for another cluster. */
    MISDIRECTED(
            "gateway_misdirected_total",
            "Requests of fronts that are meant for another cluster: a partition map is wrong"),
    /** Connections now. */
    CONNECTIONS_OPEN("gateway_connections_open", "Connections now"),
    /** TLS handshakes that came to an end. */
    TLS_HANDSHAKES("gateway_tls_handshakes_total", "TLS handshakes that came to a good end"),
    /** TLS handshakes that failed, or were none. */
    TLS_FAILURES("gateway_tls_failures_total", "Connections ended because their TLS handshake failed, or was none"),
    /** How long the certificate holds. */
    TLS_CERTIFICATE_SECONDS(
            "gateway_tls_certificate_seconds", "Until the certificate ends, below 0 since it has; 0 without TLS"),
    /** Changed files that are in use. */
    FILES_TAKEN("gateway_files_taken_total", "Times that files of the gateway had changed and were taken"),
    /** Changed files that cannot be used. */
    FILES_REFUSED("gateway_files_refused_total", "Times that files of the gateway had changed and could not be used"),
    /** Tokens that proved who somebody is. */
    TOKENS_ACCEPTED("gateway_tokens_accepted_total", "Tokens that proved who somebody is"),
    /** Tokens that proved nothing, or could not be verified. */
    TOKENS_REFUSED("gateway_tokens_refused_total", "Tokens that proved nothing, or could not be verified"),
    /** Tokens that were not looked at because too many waited. */
    TOKENS_BUSY("gateway_tokens_busy_total", "Tokens that were not looked at because too many waited"),
    /** Tickets handed out to pages. */
    TICKETS_ISSUED("gateway_tickets_issued_total", "Tickets handed out to pages"),
    /** Tickets that were not good, or could not be handed out. */
    TICKETS_REFUSED("gateway_tickets_refused_total", "Tickets that were not good, or could not be handed out"),
    /** Who took a name or a role that was not theirs, or proved nothing where it is asked for. */
    IDENTITIES_REFUSED(
            "gateway_identities_refused_total",
            "Clients refused because they proved nothing, or took a name or a role that their token does not have"),
    /** What was refused because a scope is missing. */
    SCOPES_REFUSED("gateway_scopes_refused_total", "Messages and clients refused because a scope is missing"),
    /** Who was asked to prove anew who they are. */
    STEP_UPS_ASKED(
            "gateway_step_ups_asked_total", "Times that somebody who breaks the glass was asked to log in again first"),
    /** Connections closed because their token had ended. */
    CLOSED_EXPIRED("gateway_closed_expired_total", "Connections closed because what they had proved had ended"),
    /** Connections closed because of frames that are no messages. */
    CLOSED_FLOODING(
            "gateway_closed_flooding_total",
            "Connections closed because they sent pings, pongs or fragments without end"),
    /** Connections closed because access was revoked. */
    CLOSED_REVOKED(
            "gateway_closed_revoked_total",
            "Connections closed because what they had proved was revoked, or their session was ended"),
    /** Whoever was not let in because access is revoked. */
    REVOKED_REFUSED("gateway_revoked_refused_total", "Clients not let in because what they prove was revoked"),
    /** Revocations in force. */
    REVOCATIONS("gateway_revocations", "Revocations in force, as this gateway knows them"),
    /** Times that the issuer's keys were fetched. */
    KEYS_FETCHED("gateway_keys_fetched_total", "Times that the keys of the issuer of tokens were fetched"),
    /** Times that the issuer's keys could not be fetched. */
    KEYS_FAILED("gateway_keys_failed_total", "Times that the keys of the issuer of tokens could not be fetched"),
    /** Clients welcomed. */
    CLIENTS_WELCOMED("gateway_clients_welcomed_total", "Clients whose hello was answered with a welcome"),
    /** Connections ended without a hello. */
    HELLO_TIMEOUTS("gateway_hello_timeouts_total", "Connections ended because no hello came in time"),
    /** Sessions of people now. */
    SESSIONS_OPEN("gateway_sessions_open", "Sessions of people now"),
    /** Messages of clients read. */
    MESSAGES_READ("gateway_messages_read_total", "Messages of clients, read or refused"),
    /** Messages answered with a typed error. */
    MESSAGES_REFUSED("gateway_messages_refused_total", "Messages answered with a typed error"),
    /** Commands that entered the ring. */
    COMMANDS_TAKEN("gateway_commands_taken_total", "Commands of clients that entered the ring"),
    /** Commands answered BUSY. */
    COMMANDS_BUSY(
            "gateway_commands_busy_total", "Commands answered BUSY: the ring had no room, or too many were in flight"),
    /** Commands answered CLOSED, STORAGE_FULL or LEVEL_UNAVAILABLE. */
    COMMANDS_UNAVAILABLE(
            "gateway_commands_unavailable_total", "Commands answered CLOSED, STORAGE_FULL or LEVEL_UNAVAILABLE"),
    /** Deliveries written, lane CRITICAL. */
    DELIVERIES_CRITICAL("gateway_deliveries_critical_total", "Deliveries written to clients, lane CRITICAL"),
    /** Deliveries written, lane OTHER. */
    DELIVERIES_OTHER("gateway_deliveries_other_total", "Deliveries written to clients, lane OTHER"),
    /** Batches of the lane OTHER that have ended. */
    BATCHES("gateway_batches_total", "Batches of deliveries, lane OTHER, each to one client"),
    /** Deliveries that waited for the end of a batch. */
    DELIVERIES_BATCHED("gateway_deliveries_batched_total", "Deliveries that waited for the end of a batch"),
    /** Times that what was written was handed to the system. */
    FLUSHES("gateway_flushes_total", "Times that what was written to a client was handed to the system"),
    /** Deliveries that found no room on the way to a slow client. */
    DELIVERIES_OVERFLOWED(
            "gateway_deliveries_overflowed_total", "Deliveries left in the outbox because their client is too slow"),
    /** Times that the engine was asked to send again. */
    REDELIVERIES_ASKED(
            "gateway_redeliveries_asked_total",
            "Times the engine was asked to deliver again to a client that caught up"),
    /** Connections closed because their client read too slowly. */
    CLOSED_TOO_SLOW("gateway_closed_too_slow_total", "Connections closed because their client made no progress"),
    /** Connections closed because their client sent too much that could not be read. */
    CLOSED_MALFORMED(
            "gateway_closed_malformed_total", "Connections closed after too many messages that could not be read"),
    /** Connections closed because their client was silent. */
    CLOSED_SILENT("gateway_closed_silent_total", "Connections closed because their client answered no ping"),
    /** Receipt batches that entered the ring. */
    RECEIPT_BATCHES("gateway_receipt_batches_total", "Batches of receipts that entered the ring"),
    /** Notes of displayed deliveries that found no place. */
    DISPLAYS_LOST("gateway_displays_lost_total", "Notes that a delivery was displayed, lost while the ring was full"),
    /** Readings kept because the ring was full. */
    READINGS_KEPT(
            "gateway_readings_kept_total", "Readings kept, the newest of each kind, because the ring had no room"),
    /** Kept readings that entered the ring later. */
    READINGS_RETRIED("gateway_readings_retried_total", "Kept readings that entered the ring later"),
    /** Readings that found no place. */
    READINGS_LOST("gateway_readings_lost_total", "Readings that found neither room in the ring nor a place to be kept"),
    /** Readings kept now. */
    READINGS_WAITING("gateway_readings_waiting", "Readings kept now, because the ring has no room"),
    /** Session ends that had to wait for the ring. */
    DEPARTURES_RETRIED("gateway_departures_retried_total", "Ends of sessions that had to wait for the ring"),
    /** Questions to the directory that were asked. */
    LOOKUPS(
            "gateway_directory_lookups_total",
            "Questions to the directory and the history of alerts by who may see the answer"),
    /** Questions to the directory by whoever may not see the answer. */
    LOOKUPS_FORBIDDEN(
            "gateway_directory_lookups_forbidden_total",
            "Questions to the directory and the history of alerts by who may not see the answer"),
    /** Reads of patients that were put into the log before they were shown. */
    READS_RECORDED("gateway_reads_recorded_total", "Reads of patients that stood in the log before they were shown"),
    /** Reads of patients that were refused, because they could not be. */
    READS_REFUSED("gateway_reads_refused_total", "Reads of patients that could not be recorded, and were not shown"),
    /** HTTP requests answered. */
    HTTP_REQUESTS("gateway_http_requests_total", "HTTP requests answered, WebSocket upgrades apart"),
    /** HTTP raises without an answer in time. */
    HTTP_TIMEOUTS("gateway_http_timeouts_total", "Raises by HTTP whose answer did not come in time"),
    /** Bytes written to clients. */
    BYTES_WRITTEN("gateway_bytes_written_total", "Bytes written to clients"),
    /** Failures inside. */
    INTERNAL_ERRORS("gateway_internal_errors_total", "Failures inside the gateway; the log has them");

    private final String metricName;
    private final String help;

    GatewayMetric(final String metricName, final String help) {
        this.metricName = metricName;
        this.help = help;
    }

    /**
     * What it is called, without the prefix of the system.
     *
     * @return ends in {@code _total} if it only rises.
     */
    public String metricName() {
        return metricName;
    }

    /**
     * What it means.
     *
     * @return one sentence.
     */
    public String help() {
        return help;
    }

    /**
     * Whether it only rises.
     *
     * @return false: it is how things are now.
     */
    public boolean isTotal() {
        return metricName.endsWith("_total");
    }
}
