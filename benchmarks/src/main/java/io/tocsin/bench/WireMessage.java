package io.tocsin.bench;

/** What clients and the router say of one alert, in JSON. */
public enum WireMessage {
    /** A source raises it. */
    RAISE(
            "{\"type\":\"raise\",\"commandId\":\"17\",\"alert\":{\"key\":\"m3/asystole\",\"emergency\":\"CARDIAC_ARREST\","
                    + "\"severity\":\"CRITICAL\",\"patient\":\"p-17\",\"unit\":\"icu\",\"bed\":\"icu-1\",\"description\":\"No"
                    + " pulse for 8 s\",\"device\":\"m3\",\"vitals\":{\"heartRate\":31}}}"),
    /** A person is offered it. */
    DELIVERY("{\"type\":\"delivery\",\"seq\":\"12\",\"prev\":\"11\",\"kind\":\"OFFER\",\"message\":\"EmergencyAlert\","
            + "\"lane\":\"CRITICAL\",\"redelivery\":false,\"step\":0,\"channels\":[\"WEBSOCKET\",\"SMS\"],"
            + "\"deadlineNs\":\"1767225610000000000\",\"offeredNs\":\"1767225600500000000\",\"alert\":{\"alertId\":\"5\","
            + "\"key\":\"m3/asystole\",\"source\":\"9876543210123456789\",\"emergency\":\"CARDIAC_ARREST\","
            + "\"severity\":\"CRITICAL\",\"priority\":\"CRITICAL\",\"condition\":\"ACTIVE\","
            + "\"cause\":{\"kind\":\"DECLARED\"},\"patient\":\"p-17\",\"unit\":\"icu\",\"bed\":\"icu-1\",\"occurrence\":1,"
            + "\"step\":0,\"deadlineNs\":\"1767225610000000000\",\"raisedAtNs\":\"1767225600400000000\",\"description\":\"No"
            + " pulse for 8 s\",\"device\":\"m3\",\"vitals\":{\"heartRate\":31}}}");

    private final String json;

    WireMessage(final String json) {
        this.json = json;
    }

    /**
     * As the protocol's page has it.
     *
     * @return one JSON object, ASCII.
     */
    public String json() {
        return json;
    }
}
