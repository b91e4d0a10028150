package com.genericcorp.hq.plan.refresh;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.prices.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One price's line in the file; the rest of the file, its comments too, stays as it is. */
final class PriceEntry {
  private PriceEntry() {}

  static String rewrite(String text, Price price, BigDecimal usd, LocalDate today) {
    Matcher line =
        Pattern.compile(
                "(?m)^  "
                    + Pattern.quote(price.key())
                    + ": \\{.*\\bregion: "
                    + price.region()
                    + "\\b.*$")
            .matcher(text);
    if (!line.find()) {
      throw new Failed(
          "the file of prices has no line '%s: {…' of %s", price.key(), price.region());
    }
    String now =
        line.group()
            .replaceFirst("\\busd: [^,]+", "usd: " + usd.toPlainString())
            .replaceFirst("\\bdate: [^,]+", "date: " + today)
            .replaceFirst("\\bsource: [^,]+", "source: api")
            .replaceFirst("\\bchecked: (true|false)", "checked: true");
    return text.substring(0, line.start()) + now + text.substring(line.end());
  }
}
