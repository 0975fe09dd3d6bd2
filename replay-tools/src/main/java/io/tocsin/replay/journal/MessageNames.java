package io.tocsin.replay.journal;

/** What messages are called. Pure. */
public final class MessageNames {
    private MessageNames() {}

    /**
     * The name of a template.
     *
     * @param templateId of a message.
     * @return as the schema has it; its number if this version does not know it.
     */
    public static String of(final int templateId) {
        return Schema.current().name(templateId);
    }
}
