package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;

/** Critical results, filled by dice. */
final class RandomResults {
    private RandomResults() {}

    static ReportResult result(final Dice dice) {
        return new ReportResult(
                dice.id(),
                dice.instant(),
                dice.constant(Purpose.class),
                dice.id36(),
                dice.constant(Severity.class),
                dice.constant(ResultKind.class),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.flag() ? "2823-3" : "",
                "Potassium",
                dice.flag() ? "6.9" : "positive",
                dice.flag() ? "mmol/l" : "",
                dice.id36OrEmpty(),
                dice.instant());
    }
}
