package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/** Who ordered the examination that a critical result is of: the first to be asked, as they know why (Joint Commission NPSG.02.03.01). Engine thread only; allocates nothing. */
public final class OrderingClinician {
    private static final int ORDERED_BY = 4;

    private final Alerts alerts;
    private final Site site;
    private final OffDuty duty;
    private final Authority authority;
    private final MessageLayout layout = new MessageLayout();
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1024]);

    /**
     * Looks into what was reported.
     *
     * @param alerts open.
     * @param site   with the people.
     * @param duty   of people.
     * @param authority of people.
     */
    public OrderingClinician(final Alerts alerts, final Site site, final OffDuty duty, final Authority authority) {
        this.alerts = alerts;
        this.site = site;
        this.duty = duty;
        this.authority = authority;
    }

    /**
     * Who ordered it.
     *
     * @param alert slot.
     * @return index; {@link Site#NONE} if it is no result, if nobody is named whom the site knows, if they are off duty, or may never accept anything.
     */
    public int of(final int alert) {
        final int length = alerts.contents().get(alert, content);
        if (length == 0
                || layout.walk(content, 0, length) != MessageLayout.FITS
                || layout.templateId() != ReportResultDecoder.TEMPLATE_ID
                || layout.textLength(ORDERED_BY) == 0) {
            return Site.NONE;
        }
        final int person =
                site.people().find((byte) 0, content, layout.textOffset(ORDERED_BY), layout.textLength(ORDERED_BY));
        return person == IdTable.ABSENT || duty.isOffDuty(person) || !authority.mayEverAccept(person)
                ? Site.NONE
                : person;
    }
}
